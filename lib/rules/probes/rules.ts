import type { Rule } from '../rule';
import { externalDnsProbe } from './external-dns';
import { learnerReadiness } from './learner';
import { liveness } from './liveness';
import { probePort } from './port';
import { readiness } from './readiness';
import { startup } from './startup';

/** The rules of this area. */
export const probesRules: readonly Rule[] = [externalDnsProbe, learnerReadiness, liveness, probePort, readiness, startup];
