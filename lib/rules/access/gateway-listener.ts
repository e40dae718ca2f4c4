import { Access } from '../../domain/access';
import type { GatewayListener, RouteKind } from '../../domain/exposure';
import type { FleetPlan, SystemPlan } from '../../plan/model/system-plan';
import { fleetRule, repeated } from '../rule';

/** A system's routes, and where they are attached. */
interface Attached {
  readonly system: SystemPlan;
  readonly route: RouteKind;
  readonly listener: GatewayListener | undefined;
  readonly clusters: readonly string[];
}

/** A Gateway can tell a route from its other routes: by the requested host, or by a listener of its own. */
export const gatewayListener = fleetRule(
  {
    name: 'access/gateway-listener',
    severity: 'error',
    demands:
      "A route of kind 'tcp' names a listener that no other system uses in the same cluster; a route of another kind belongs to a system whose clients use a name.",
    why: 'A connection names no host: two routes on one listener get each other’s clients. A route without a host gets the requests for every host.',
    source: 'Gateway API, TCPRoute (no hostnames) and HTTPRoute ("hostnames": unspecified matches all).',
  },
  plan => {
    const attached = plan.systems.flatMap(attachedOf);
    const alone = attached.filter(({ route, listener }) => route === 'tcp' && !listener);
    const nameless = attached.filter(({ system, route }) => route !== 'tcp' && !Access.nameOf(system.system.access));
    const taken = attached
      .filter(({ route }) => route === 'tcp')
      .flatMap(({ system, listener, clusters }) =>
        listener ? clusters.map(cluster => ({ at: `${cluster} ${listener.name}`, cluster, listener, system })) : [],
      );
    return [
      ...alone.map(({ system }) => ({
        at: system.name,
        problem: "a route of kind 'tcp' names no listener, so it gets the connections of every matching listener",
        fix: "declare a listener of its own: listener: { name: '…', port: … }",
      })),
      ...nameless.map(({ system, route }) => ({
        at: system.name,
        problem: `a route of kind '${route}' needs a host to be told from others, and its clients use no name`,
        fix: "use a route of kind 'tcp' with a listener of its own, or route clients by a name",
      })),
      ...repeated(taken, ({ at }) => at).flatMap(([, same]) =>
        same.slice(1).map(({ system, cluster, listener }) => ({
          at: `${system.name}/${cluster}`,
          problem: `${same[0]?.system.name} already uses the listener '${listener.name}'`,
          fix: 'declare a listener of its own for each system',
        })),
      ),
    ];
  },
);

function attachedOf(system: FleetPlan['systems'][number]): readonly Attached[] {
  const { access } = system.system;
  const exposure = Access.exposureOf(access);
  if (access.kind === 'gateway') {
    const { route, listener, sites } = access;
    return [{ system, route, listener, clusters: sites.map(({ name }) => name) }];
  }
  if (exposure?.kind !== 'gateway') return [];
  const clusters = system.seats.filter(({ serves }) => serves).map(({ cluster }) => cluster.name);
  return [{ system, route: exposure.route, listener: exposure.listener, clusters }];
}
