import type { FleetPlan } from '../../plan/model/system-plan';
import { ownerId } from '../../plan/names/external-dns';
import { fleetRule, repeated } from '../rule';
import { hostClaimed } from './host-claimed';

/** A record that a cluster publishes. */
interface Claim {
  readonly system: string;
  readonly cluster: string;
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string | undefined;
  readonly policy: string | undefined;
  readonly ttlSeconds: number;
  /** The owner id that may change it, or `computed` where no registry keeps owners. */
  readonly owner: string;
  readonly content: string;
}

interface Clash {
  readonly problem: string;
  readonly fix: string;
}

/** No system and no cluster overwrites the records of another one. */
export const oneOwner = fleetRule(
  {
    name: 'dns/one-owner',
    severity: 'error',
    demands:
      'Over all systems and clusters, a record set has one owner, a different set identifier in each cluster, or the same content everywhere. The records of a name have one policy and one TTL.',
    why: "Of two owners the first one wins, and the record of the second is never published. Two contents of one owner overwrite each other without end. The provider's API refuses a name with two policies.",
    source:
      'ExternalDNS plan/plan.go and registry/txt; Route 53 API reference, ChangeResourceRecordSets; PowerDNS answers with a LUA and an A record at once.',
    follows: [hostClaimed],
  },
  plan =>
    repeated(claimsOf(plan), ({ name }) => name).flatMap(([name, claims]) => {
      const at = [...new Set(claims.map(({ system }) => system))].join(' and ');
      return [...owners(claims, plan), ...contents(claims), ...mixed(name, claims)].map(clash => ({ at, ...clash }));
    }),
);

function claimsOf({ fleet, systems }: FleetPlan): readonly Claim[] {
  return systems.flatMap(({ name: system, records, seats }) => [
    ...records.flatMap(record =>
      record.clusters.map(cluster => ({
        system,
        cluster,
        name: record.name,
        type: record.type,
        setIdentifier: record.setIdentifier,
        policy: record.route?.policy,
        ttlSeconds: record.ttlSeconds,
        owner: record.scope === 'computed' ? 'computed' : ownerId(fleet.name, cluster, record.scope),
        content: JSON.stringify([record.targets, record.ttlSeconds, record.properties]),
      })),
    ),
    ...seats.flatMap(({ cluster, clientHost }) =>
      clientHost === undefined
        ? []
        : [
            {
              system,
              cluster: cluster.name,
              name: clientHost,
              type: 'A',
              setIdentifier: undefined,
              policy: undefined,
              ttlSeconds: fleet.dns.peerTtl.toSeconds(),
              owner: ownerId(fleet.name, cluster.name, 'local'),
              content: `what is ready in ${cluster.name}`,
            },
          ],
    ),
  ]);
}

/** Names with two owners. ExternalDNS keeps one owner for a name and set identifier, whatever the record type. */
function owners(claims: readonly Claim[], { fleet }: FleetPlan): readonly Clash[] {
  const union = fleet.dns.provider.capabilities.parts === 'owned';
  const owned = claims.filter(({ owner }) => owner !== 'computed');
  return repeated(owned, ({ setIdentifier }) => setIdentifier).flatMap(([, same]) => {
    const [one] = same;
    const other = same.find(({ owner }) => owner !== one?.owner);
    // If each owner sees only its own part, the clusters of one system may share a name.
    if (!one || !other || (union && same.every(({ system }) => system === one.system))) return [];
    return [
      {
        problem: `${setOf(one)} has the owners '${one.owner}' and '${other.owner}': the first one to write it wins, and the other is never published`,
        fix: 'declare a different host for each system',
      },
    ];
  });
}

/** Record sets that one owner would write with two contents. */
const contents = (claims: readonly Claim[]): readonly Clash[] =>
  repeated(claims, ({ owner, type, setIdentifier }) => `${owner} ${type} ${setIdentifier ?? ''}`).flatMap(([, same]) => {
    const [one] = same;
    const other = same.find(({ content }) => content !== one?.content);
    if (!one || !other) return [];
    return [
      {
        problem: `${setOf(one)} is written by ${places(one)} and by ${places(other)} with other content, each over the other`,
        fix: 'declare a different host for each system',
      },
    ];
  });

const setOf = ({ name, type, setIdentifier }: Claim): string =>
  `'${name}' ${type}${setIdentifier === undefined ? '' : ` with set identifier '${setIdentifier}'`}`;

const places = ({ system, cluster }: Claim): string => `${system} in ${cluster}`;

/** Records of one name that exclude each other. */
function mixed(name: string, claims: readonly Claim[]): readonly Clash[] {
  const policies = [...new Set(claims.flatMap(({ policy = 'simple', type }) => (type === 'LUA' ? [] : [policy])))];
  const times = [...new Set(claims.map(({ ttlSeconds }) => ttlSeconds))];
  const types = [...new Set(claims.map(({ type }) => type))];
  const beside = types.filter(type => type !== 'LUA');
  return [
    ...(policies.length > 1
      ? [
          {
            problem: `'${name}' has records of the policies ${policies.join(' and ')}, and a name has one`,
            fix: 'declare a different host for each system',
          },
        ]
      : []),
    ...(times.length > 1
      ? [
          {
            problem: `'${name}' has records with TTLs of ${times.join(' s and ')} s, so one of them is dropped, or changed again and again`,
            fix: 'declare the same TTL for all records of the name',
          },
        ]
      : []),
    ...(types.includes('LUA') && beside.length > 0
      ? [
          {
            problem: `'${name}' has a computed answer and a record of type ${beside.join(', ')}: every answer has both, healthy or not`,
            fix: 'declare a different host for each system',
          },
        ]
      : []),
  ];
}
