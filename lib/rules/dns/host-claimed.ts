import { Access } from '../../domain/access';
import { fleetRule, repeated } from '../rule';
import { duplicateCluster } from '../topology/duplicate-cluster';

/** A host belongs to one system, and is not a generated name. */
export const hostClaimed = fleetRule(
  {
    name: 'dns/host-claimed',
    severity: 'error',
    demands: 'A host belongs to one system, and is not the name of a member or a cluster.',
    why: "Two systems that publish one name answer each other's clients, or remove each other's records.",
    source: 'ExternalDNS issues 685 and 5619: owners that fight over one record.',
    follows: [duplicateCluster],
  },
  ({ systems }) => {
    const claims = systems.flatMap(({ name, system, seats, formerNames }) => [
      ...[Access.nameOf(system.access), ...formerNames].flatMap(used => (used ? [{ name, host: used.host }] : [])),
      ...seats.flatMap(({ domain, clientHost, members }) =>
        [domain, ...(clientHost ? [clientHost] : []), ...members.map(({ host }) => host)].map(host => ({ name, host })),
      ),
    ]);
    return repeated(claims, ({ host }) => host).map(([host, same]) => ({
      at: [...new Set(same.map(({ name }) => name))].join(' and '),
      problem: `the name '${host}' is claimed ${same.length} times`,
      fix: 'declare another host for each system, and not the name of a member or a cluster',
    }));
  },
);
