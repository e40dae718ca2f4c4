import type { FleetPlan } from '../../plan/model/system-plan';
import { ownerId } from '../../plan/names/external-dns';
import { fleetRule, repeated } from '../rule';
import { hostClaimed } from './host-claimed';

/** A record that one cluster publishes. */
interface Claim {
  readonly system: string;
  readonly cluster: string;
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string | undefined;
  readonly policy: string | undefined;
  readonly ttlSeconds: number;
  /** Who may change it: an owner id, or `computed` where no registry keeps owners. */
  readonly owner: string;
  readonly content: string;
}

interface Clash {
  readonly problem: string;
  readonly fix: string;
}

/** Over all systems and all clusters, nobody writes over anybody. */
export const oneOwner = fleetRule(
  {
    name: 'dns/one-owner',
    severity: 'error',
    demands:
      'Over all systems and clusters a record set has one owner, or a set identifier for each, or the same content from all; and the records of a name have one policy and one TTL.',
    why: "Of two owners the first one wins and the second is never published; two contents of one owner are written over each other for ever; and a name of two policies is refused by the provider's API.",
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

/** Names of which two think that they own them: what ExternalDNS asks is who owns the name and the set identifier, of any type. */
function owners(claims: readonly Claim[], { fleet }: FleetPlan): readonly Clash[] {
  const union = fleet.dns.provider.capabilities.parts === 'owned';
  const owned = claims.filter(({ owner }) => owner !== 'computed');
  return repeated(owned, ({ setIdentifier }) => setIdentifier).flatMap(([, same]) => {
    const [one] = same;
    const other = same.find(({ owner }) => owner !== one?.owner);
    // Where each owner sees its own part only, the clusters of one system share a name.
    if (!one || !other || (union && same.every(({ system }) => system === one.system))) return [];
    return [
      {
        problem: `${setOf(one)} has the owners '${one.owner}' and '${other.owner}': the first one to write it wins, and the other is never published`,
        fix: 'give each system a host of its own',
      },
    ];
  });
}

/** Record sets that one owner would write in two ways. */
const contents = (claims: readonly Claim[]): readonly Clash[] =>
  repeated(claims, ({ owner, type, setIdentifier }) => `${owner} ${type} ${setIdentifier ?? ''}`).flatMap(([, same]) => {
    const [one] = same;
    const other = same.find(({ content }) => content !== one?.content);
    if (!one || !other) return [];
    return [
      {
        problem: `${setOf(one)} is written by ${places(one)} and by ${places(other)} with other content, each over the other`,
        fix: 'give each system a host of its own',
      },
    ];
  });

const setOf = ({ name, type, setIdentifier }: Claim): string =>
  `'${name}' ${type}${setIdentifier === undefined ? '' : ` with set identifier '${setIdentifier}'`}`;

const places = ({ system, cluster }: Claim): string => `${system} in ${cluster}`;

/** Records of one name that cannot stand beside each other. */
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
            fix: 'give each system a host of its own',
          },
        ]
      : []),
    ...(times.length > 1
      ? [
          {
            problem: `'${name}' has records with TTLs of ${times.join(' s and ')} s, so one of them is dropped or changed for ever`,
            fix: 'give all records of a name one TTL',
          },
        ]
      : []),
    ...(types.includes('LUA') && beside.length > 0
      ? [
          {
            problem: `'${name}' has a computed answer and a record of type ${beside.join(', ')}: every answer holds both, checked or not`,
            fix: 'give each system a host of its own',
          },
        ]
      : []),
  ];
}
