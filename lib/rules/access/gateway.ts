import type { GatewayAccess } from '../../domain/access';
import type { SystemPlan } from '../../plan/model/system-plan';
import { systemRule } from '../rule';
import { unseenClients } from './behind-controller';

/** A gateway that spans clusters is where it is said to be, survives the loss of any one cluster, and can do what is asked of it. */
export const spanningGateway = systemRule(
  {
    name: 'access/gateway',
    severity: 'error',
    demands:
      'A gateway that spans clusters has two places or more, each a cluster of the system that declares its Gateway; its outlier detection, its shadow and everything else that is asked of it is what its implementation can do.',
    why: 'A gateway in one place is lost with that place, and the system with it. What an implementation has no word for would be left out in silence.',
    source: 'Istio documentation, "Locality failover"; Gateway API reference 1.4; arithmetic of the topology itself.',
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
            problem: `the gateway has one place, ${[...named].join('')}, so the loss of that cluster is the loss of the system`,
            fix: 'give it a second place',
          },
        ]
      : []),
    ...sites
      .filter(site => !known.includes(site.name))
      .map(site => ({
        problem: `the gateway is put into '${site.name}', which is not in the topology`,
        fix: `use two or more of ${known.join(', ')}`,
      })),
    ...sites
      .filter(site => known.includes(site.name) && !site.gateway)
      .map(site => ({
        at: `${name}/${site.name}`,
        problem: "the gateway is put into this cluster, and the cluster declares no 'gateway'",
        fix: "declare the cluster's Gateway: its name, its namespace and its addresses",
      })),
  ];
}

function detection({ implementation, outliers }: GatewayAccess): Found {
  const { name, capabilities } = implementation;
  if (capabilities.outliers === 'none' && outliers) {
    const problem = `'outliers' says when a lost cluster is taken out, and ${name} detects none`;
    return [{ problem, fix: "leave 'outliers' out, so that a commit takes a cluster out, or use GatewayImplementation.istio()" }];
  }
  if (capabilities.outliers === 'detected' && !outliers) {
    const problem = `nothing says when ${name} takes a lost cluster out, and without that it keeps leading clients there`;
    return [{ problem, fix: "give 'outliers': errors, interval and ejection" }];
  }
  return [];
}

/** A member hands what it is sent to the leader of its group, so that only another group can be tried without harm. */
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
      problem: `requests are mirrored to '${name}', whose members are of the group that serves, so that each write would be applied twice`,
      fix: 'use a cluster with a group of its own that runs: a hot standby',
    },
  ];
}

/** A place outside the topology is said once. */
const refused = ({ name, seats, gateway }: SystemPlan): Found =>
  (gateway?.refused ?? [])
    .filter(({ site }) => seats.some(({ cluster }) => cluster.name === site))
    .map(({ site, problem, fix }) => ({ at: `${name}/${site}`, problem, fix }));
