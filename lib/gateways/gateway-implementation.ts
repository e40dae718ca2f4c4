import type { GatewayImplementation as Strategy } from '../domain/gateway';
import { gatewayApi } from './gateway-api';
import { istio } from './istio';

/** The gateways that come with the package. A user's own implements `GatewayImplementation`. */
export type GatewayImplementation = Strategy;

export const GatewayImplementation = { gatewayApi, istio } as const;
