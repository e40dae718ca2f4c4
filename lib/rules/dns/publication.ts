import { Access } from '../../domain/access';
import { writerRefusal } from '../../plan/names/publication';
import { systemRule } from '../rule';

/** A name is published as it was asked for, or not at all. */
export const namePublication = systemRule(
  {
    name: 'dns/publication',
    severity: 'error',
    demands: 'The DNS provider can do what traffic, standbys and health checks ask of the name.',
    why: 'ExternalDNS passes over what a provider does not know: a weight, an order or a health check would be gone without a word, and a failover with it.',
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
