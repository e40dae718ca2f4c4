import type { Rule } from '../rule';
import { readyClients } from './client-ready';
import { clientService } from './client-service';
import { danglingService } from './dangling-service';
import { governingService } from './governing-service';
import { ingressBackend } from './ingress-backend';
import { ingressHost } from './ingress-host';
import { ingressPaths } from './ingress-paths';
import { nameLength } from './length';
import { sharedNamespace } from './namespace';
import { notReadyPeers } from './not-ready';
import { ordinalRange } from './ordinals';
import { portName } from './port';
import { publishedNames } from './published';
import { servicePorts } from './service-ports';
import { statefulSetName } from './stateful-set';
import { targetPort } from './target-port';

/** The rules of this area. */
export const namesRules: readonly Rule[] = [
  readyClients,
  clientService,
  danglingService,
  governingService,
  ingressBackend,
  ingressHost,
  ingressPaths,
  nameLength,
  sharedNamespace,
  notReadyPeers,
  ordinalRange,
  portName,
  publishedNames,
  servicePorts,
  statefulSetName,
  targetPort,
];
