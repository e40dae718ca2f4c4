import type { GatewayImplementation as Strategy } from '../domain/gateway';
import { gatewayApi } from './gateway-api';
import { istio } from './istio';

/** A gateway: one that comes with the package, or a user's own implementation. */
export type GatewayImplementation = Strategy;

export const GatewayImplementation = { gatewayApi, istio } as const;
