import { Duration } from 'cdk8s';
import { Access, Exposure } from '../../../lib';
import type { Mechanism } from './mechanism';

/** Short enough for many runs, and long enough to be told from the rest of an outage. */
const ttl = Duration.seconds(10);
const clientCache = Duration.seconds(10);

/** Clients follow a name that a commit moves. */
const commit: Mechanism = {
  name: 'dns, RFC 2136, a commit',
  system: 'outage-commit',
  fleet: 'updates',
  access: (_, zone) => Access.dns({ host: `outage-commit.${zone}`, ttl, clientCache, exposure: Exposure.podAddresses() }),
  client: ({ info, fleet }) => ({
    dns: info.dns,
    reach: { kind: 'name', host: `outage-commit.${fleet.dns.zone}`, port: 2379, keepSeconds: clientCache.toSeconds() },
    connectSeconds: 1,
    answerSeconds: 5,
  }),
  follows: 'commit',
  failback: 'manual',
};

/** Every mechanism that is measured. */
export const mechanisms: readonly Mechanism[] = [commit];
