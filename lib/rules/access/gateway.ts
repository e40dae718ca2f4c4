import type { GatewayAccess } from '../../domain/access';
import type { SystemPlan } from '../../plan/model/system-plan';
import { systemRule } from '../rule';
import { unseenClients } from './behind-controller';

/** A gateway that spans clusters survives the loss of any one cluster, and its implementation supports every declared feature. */
export const spanningGateway = systemRule(
  {
    name: 'access/gateway',
    severity: 'error',
    demands:
      'A gateway that spans clusters has two sites or more. Each site is a cluster of the system that declares its Gateway. The implementation supports the declared outlier detection, shadow and every other feature.',
    why: 'A gateway in one cluster is lost with that cluster, and the system with it. A feature for which an implementation has no field would be dropped silently.',
    source: 'Istio documentation, "Locality failover"; Gateway API reference 1.4; arithmetic of the topology.',
  },
  plan => {
    const { access } = plan.system;
    if (access.kind !== 'gateway') return [];
    return [
      ...sitesOf(plan, access),
      ...detection(access),
      ...shadow(plan, access),
      ...(access.clientCidrs ? [unseenClients('gateway')] : []),
      ...refused(plan),
    ];
  },
);

type Found = readonly { readonly at?: string; readonly problem: string; readonly fix: string }[];

function sitesOf({ name, seats }: SystemPlan, { sites }: GatewayAccess): Found {
  const known = seats.map(({ cluster }) => cluster.name);
  const named = new Set(sites.map(site => site.name));
  return [
    ...(named.size < 2
      ? [
          {
            problem: `the gateway has one site, ${[...named].join('')}, so the loss of that cluster is the loss of the system`,
            fix: 'declare a second site',
          },
        ]
      : []),
    ...sites
      .filter(site => !known.includes(site.name))
      .map(site => ({
        problem: `the gateway has the site '${site.name}', which is not in the topology`,
        fix: `use two or more of ${known.join(', ')}`,
      })),
    ...sites
      .filter(site => known.includes(site.name) && !site.gateway)
      .map(site => ({
        at: `${name}/${site.name}`,
        problem: "the cluster is a site of the gateway, and declares no 'gateway'",
        fix: "declare the cluster's Gateway: its name, its namespace and its addresses",
      })),
  ];
}

function detection({ implementation, outliers }: GatewayAccess): Found {
  const { name, capabilities } = implementation;
  if (capabilities.outliers === 'none' && outliers) {
    const problem = `'outliers' configures when a lost cluster is ejected, and ${name} detects no lost cluster`;
    return [{ problem, fix: "remove 'outliers' and remove a lost cluster by a commit, or use GatewayImplementation.istio()" }];
  }
  if (capabilities.outliers === 'detected' && !outliers) {
    const problem = `no 'outliers' say when ${name} ejects a lost cluster, so it keeps routing clients there`;
    return [{ problem, fix: "declare 'outliers': errors, interval and ejection" }];
  }
  return [];
}

/** A member forwards writes to the leader of its group. So requests may be mirrored only to another group. */
function shadow({ seats }: SystemPlan, { shadow: trial }: GatewayAccess): Found {
  if (!trial) return [];
  const { name } = trial.cluster;
  const seat = seats.find(({ cluster }) => cluster.name === name);
  const serving = seats.find(({ role }) => role === 'active')?.group;
  if (!seat || seat.pool.replicas === 0 || !seat.serves) {
    const problem = `requests are mirrored to '${name}', which has no members that could answer`;
    return [{ problem, fix: 'use a cluster with a group of its own that runs: a hot standby' }];
  }
  if (seat.group !== serving) return [];
  return [
    {
      problem: `requests are mirrored to '${name}', whose members are in the serving group, so each write would be applied twice`,
      fix: 'use a cluster with a group of its own that runs: a hot standby',
    },
  ];
}

/** Refusals of the implementation. For a site outside the topology `sitesOf` has a finding already. */
const refused = ({ name, seats, gateway }: SystemPlan): Found =>
  (gateway?.refused ?? [])
    .filter(({ site }) => seats.some(({ cluster }) => cluster.name === site))
    .map(({ site, problem, fix }) => ({ at: `${name}/${site}`, problem, fix }));
