import { type Case, groupsOf, objectsOf } from './expected';
import { named, ofKind } from './written';

/** Every seat has one StatefulSet, of the name that its pods are to have. */
export const missingMembers = (given: Case): readonly string[] =>
  given.systems.flatMap(({ name, namespace, seats }) =>
    seats.flatMap(({ cluster, set }) => {
      const sets = ofKind(objectsOf(given, cluster), 'StatefulSet').filter(({ metadata }) => metadata.namespace === namespace);
      if (sets.length === 1 && sets[0]?.metadata.name === set) return [];
      return [`${name}/${cluster}: has the StatefulSets ${sets.map(({ metadata }) => metadata.name).join(', ')} and not ${set} alone`];
    }),
  );

/** Pods have names of their own over the whole fleet, and as many run as are meant to, where they are meant to. */
export function memberFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  const pods = new Map<string, string>();
  for (const { name, namespace, seats } of given.systems) {
    for (const seat of seats) {
      const at = `${name}/${seat.cluster}`;
      const set = named(objectsOf(given, seat.cluster), 'StatefulSet', seat.set, namespace);
      if (!set) continue;
      if (set.spec.replicas !== seat.running) faults.push(`${at}: ${set.spec.replicas} replicas, and ${seat.running} are to run`);
      if (set.spec.ordinals?.start !== seat.start)
        faults.push(`${at}: ordinals begin at ${set.spec.ordinals?.start} and not at ${seat.start}`);
      if (set.spec.podManagementPolicy !== 'Parallel') faults.push(`${at}: pods wait for each other`);
      // Also where none runs: a cold standby keeps its names.
      for (let ordinal = set.spec.ordinals?.start ?? 0; ordinal < (set.spec.ordinals?.start ?? 0) + seat.declared; ordinal += 1) {
        const pod = `${set.metadata.name}-${ordinal}`;
        const before = pods.get(pod);
        if (before !== undefined) faults.push(`${at}: the pod ${pod} is also in ${before}`);
        pods.set(pod, at);
      }
      const thawed = given.systems.find(system => system.name === name)?.draft.state?.thawed.includes(seat.cluster) === true;
      const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
      if (thawed ? partition !== 0 : partition < seat.declared)
        faults.push(`${at}: the partition is ${partition}, ${thawed ? 'thawed' : 'frozen'}`);
    }
  }
  return faults;
}

/** All members of a group start with the same list of peers, which has every voter and nobody else. */
export function peerFaults(given: Case): readonly string[] {
  const faults: string[] = [];
  for (const system of given.systems) {
    for (const [group, seats] of groupsOf(system)) {
      const voters = seats.filter(({ votes }) => votes).flatMap(({ members }) => members.map(({ host }) => host));
      const learners = seats.filter(({ votes }) => !votes).flatMap(({ members }) => members.map(({ host }) => host));
      for (const seat of seats) {
        const at = `${system.name}/${seat.cluster} in ${group}`;
        const own = seat.members.map(({ host }) => host);
        const lists = listsOf(given, system.namespace, seat.cluster, seat.set, fleetHosts(given));
        if (lists.length === 0 && voters.length > 1) faults.push(`${at}: nothing lists the peers`);
        for (const [where, hosts] of lists) {
          const expected = seat.votes ? voters : [...voters, ...learners];
          // What is for learners alone lists them, and a list of a voter may not.
          const observers = hosts.every(host => learners.includes(host));
          if (observers) continue;
          const missing = voters.filter(host => !hosts.includes(host));
          const foreign = hosts.filter(host => !expected.includes(host));
          if (missing.length > 0) faults.push(`${at}: ${where} lacks ${missing.join(', ')}`);
          if (foreign.length > 0) faults.push(`${at}: ${where} has ${foreign.join(', ')}, no peer`);
          if (!seat.votes && system.draft.engine.kind === 'etcd' && !own.every(host => hosts.includes(host)))
            faults.push(`${at}: ${where} lacks the learner itself`);
        }
      }
    }
  }
  return faults;
}

const fleetHosts = ({ systems }: Case): ReadonlySet<string> =>
  new Set(systems.flatMap(({ seats }) => seats.flatMap(({ members }) => members.map(({ host }) => host))));

/** Every text with the hosts of two members in it that a pool reads: from its bootstrap ConfigMap or its own template. */
function listsOf(
  given: Case,
  namespace: string,
  cluster: string,
  set: string,
  known: ReadonlySet<string>,
): readonly (readonly [string, readonly string[]])[] {
  const objects = objectsOf(given, cluster);
  const map = named(objects, 'ConfigMap', `${set}-bootstrap`, namespace);
  const template = named(objects, 'StatefulSet', set, namespace)?.spec.template.spec;
  const texts: (readonly [string, string])[] = Object.entries(map?.data ?? {}).map(([key, text]) => [key, String(text)]);
  for (const container of template?.containers ?? []) {
    for (const text of [...(container.command ?? []), ...(container.args ?? [])]) texts.push(['an argument', text]);
    for (const { name, value } of container.env ?? []) if (value !== undefined) texts.push([name, value]);
  }
  return texts.flatMap(([where, text]) => {
    const hosts = [...new Set((text.match(/[a-z0-9-]+(?:\.[a-z0-9-]+)+/g) ?? []).filter(host => known.has(host)))];
    return hosts.length > 1 || (hosts.length === 1 && map?.data[where] === text) ? [[where, hosts] as const] : [];
  });
}
