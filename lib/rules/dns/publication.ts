import { Access } from '../../domain/access';
import { writerRefusal } from '../../plan/names/publication';
import { systemRule } from '../rule';

/** A name is published with every declared feature, or not at all. */
export const namePublication = systemRule(
  {
    name: 'dns/publication',
    severity: 'error',
    demands: 'The DNS provider supports what the declared traffic, standbys and health checks need.',
    why: 'ExternalDNS silently ignores what a provider does not support: a weight, an order or a health check would be missing, and so would the failover.',
    source: 'ExternalDNS provider sources: only the AWS provider reads routing policies; it makes no health checks anywhere.',
  },
  ({ publication, seats, system: { access } }, { fleet }) => {
    if (publication) return publication.refused ? [publication.refused] : [];
    const name = Access.nameOf(access);
    const clusters = seats.map(({ cluster }) => cluster.name);
    const refused = name && writerRefusal(name, clusters, fleet.dns);
    return refused ? [refused] : [];
  },
);
