import type { Rule } from '../rule';
import { k8gbBackend } from './backend';
import { k8gbEndpoint } from './endpoint';
import { k8gbExposure } from './exposure';
import { k8gbGeoTag } from './geo-tag';
import { k8gbGslb } from './gslb';
import { k8gbHealthChecks } from './health-checks';
import { k8gbHost } from './host';
import { k8gbOwnGroup } from './own-group';
import { k8gbPartial } from './partial';
import { k8gbStandbyOrder } from './standby-order';
import { k8gbStrategy } from './strategy';
import { k8gbZone } from './zone';

/** The rules of this area. */
export const k8gbRules: readonly Rule[] = [
  k8gbBackend,
  k8gbEndpoint,
  k8gbExposure,
  k8gbGeoTag,
  k8gbGslb,
  k8gbHealthChecks,
  k8gbHost,
  k8gbOwnGroup,
  k8gbPartial,
  k8gbStandbyOrder,
  k8gbStrategy,
  k8gbZone,
];
