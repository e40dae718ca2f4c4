import { isIP } from 'node:net';
import type { ClusterFacts } from '../../../lib/domain/cluster';
import { shownRange } from '../build';
import { portsOf } from '../engines';
import { type Case, type ExpectedSeat, type ExpectedSystem, groupsOf, objectsOf } from './expected';
import { keptOut, type Peer, type Port } from './policies';
import { named, ofKind, podLabels, type Written } from './written';

/** A pod of a system, and the addresses that it may have. */
interface Speaker {
  readonly what: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ranges: readonly string[];
  /** The addresses that it has for other clusters. */
  readonly shown: readonly string[];
}

/** Whoever must speak to somebody may, at both ends; and nobody else gets in or out. */
export function edgeFaults(given: Case): readonly string[] {
  return given.systems.flatMap(system => new Edges(given, system).faults());
}

class Edges {
  private readonly found: string[] = [];
  private readonly peerPorts: readonly number[];
  private readonly clientPorts: readonly number[];

  constructor(
    private readonly given: Case,
    private readonly system: ExpectedSystem,
  ) {
    const ports = portsOf(system.draft.engine);
    this.peerPorts = ports.filter(({ serves }) => serves.includes('peers')).map(({ port }) => port);
    this.clientPorts = ports.filter(({ serves }) => serves.includes('clients')).map(({ port }) => port);
  }

  faults(): readonly string[] {
    for (const seats of groupsOf(this.system).values()) {
      for (const one of seats) for (const other of seats) this.connect(this.members(one), this.members(other), this.peerPorts);
    }
    for (const seat of this.system.seats) {
      this.mirrors(seat);
      this.joins(seat);
      this.balancers(seat);
      this.clients(seat);
      for (const speaker of this.speakers(seat)) {
        this.names(speaker, seat);
        this.strangers(speaker);
      }
      if (this.system.draft.discovery === 'kubernetes-api')
        this.reach(this.members(seat), { ranges: seat.facts.apiServer?.cidrs ?? [] }, seat.facts.apiServer?.port ?? 0, 'the API server');
    }
    return this.found;
  }

  /** Everything that runs for the system in a cluster. */
  private speakers(seat: ExpectedSeat): readonly Speaker[] {
    return ofKind(objectsOf(this.given, seat.cluster), 'StatefulSet', 'Deployment', 'Job')
      .filter(({ metadata, spec }) => metadata.namespace === this.system.namespace && (spec.replicas ?? 1) > 0)
      .map(workload => this.speaker(workload, seat));
  }

  private speaker(workload: Written, { cluster, facts }: ExpectedSeat): Speaker {
    const { kind, metadata } = workload;
    const what = `${kind} ${metadata.name} in ${cluster}`;
    return {
      what,
      cluster,
      namespace: this.system.namespace,
      labels: podLabels(workload),
      ranges: facts.podCidrs,
      shown: this.shown(facts),
    };
  }

  /** Where clusters are translated, the others see one range of each. */
  private shown(facts: ClusterFacts): readonly string[] {
    return this.given.fleet.translated ? [shownRange(facts)] : facts.podCidrs;
  }

  /** All pods of the fleet, as one of its clusters sees them. */
  private anyPods({ cluster }: ExpectedSeat): readonly string[] {
    return this.given.fleet.clusters.flatMap(facts => (facts.name === cluster ? facts.podCidrs : this.shown(facts)));
  }

  /** The members of a cluster, also of one whose members do not run yet. */
  private members(seat: ExpectedSeat): Speaker {
    const set = named(objectsOf(this.given, seat.cluster), 'StatefulSet', seat.set, this.system.namespace);
    if (!set) throw new Error(`${this.system.name}/${seat.cluster} has no members`);
    return this.speaker(set, seat);
  }

  private workload(seat: ExpectedSeat, kind: string, name: string): Speaker | undefined {
    const found = named(objectsOf(this.given, seat.cluster), kind, name, this.system.namespace);
    return found && this.speaker(found, seat);
  }

  private mirrors(seat: ExpectedSeat): void {
    if (seat.role !== 'hot') return;
    const mirror = this.workload(seat, 'Deployment', `${this.system.name}-mirror`);
    const source = this.system.seats.find(({ role }) => role === 'active');
    if (!mirror || !source) {
      this.found.push(`${this.system.name}/${seat.cluster}: a hot standby without a mirror`);
      return;
    }
    this.connect(mirror, this.members(source), this.clientPorts);
    this.connect(mirror, this.members(seat), this.clientPorts);
  }

  private joins(seat: ExpectedSeat): void {
    const formed = this.system.draft.state?.formed.includes(seat.cluster) === true;
    if (seat.role !== 'learner' || formed || this.system.draft.engine.kind === 'generic') return;
    for (const { pod } of seat.members) {
      const job = this.workload(seat, 'Job', `${pod}-join`);
      if (!job) this.found.push(`${this.system.name}/${seat.cluster}: nothing makes ${pod} known`);
      for (const other of this.system.seats)
        if (job && other.votes && other.group === seat.group) this.connect(job, this.members(other), this.clientPorts);
    }
  }

  /** The servers of each load balancer are read from its own configuration. */
  private balancers(seat: ExpectedSeat): void {
    const { access } = this.system.draft;
    if (access.kind !== 'load-balancer') return;
    const here = this.workload(seat, 'Deployment', `${this.system.name}-balancer`);
    if (!access.places.includes(seat.cluster)) {
      if (here) this.found.push(`${here.what}: is no place of load balancers`);
      return;
    }
    if (!here) {
      this.found.push(`${this.system.name}/${seat.cluster}: a place without load balancers`);
      return;
    }
    const config = named(objectsOf(this.given, seat.cluster), 'ConfigMap', `${this.system.name}-balancer`, this.system.namespace);
    const servers = [...String(config?.data['haproxy.cfg']).matchAll(/^\s+server \S+ (\[[^\]]+\]|[^\s:]+):(\d+)/gm)];
    if (servers.length === 0) this.found.push(`${here.what}: leads to no server`);
    const direct = access.exposure.kind === 'pod-addresses';
    const hidden = access.exposure.kind === 'ingress' || access.exposure.kind === 'gateway';
    for (const [, address = '', port] of servers) {
      const target = this.system.seats.find(({ members }) => members.some(({ host }) => host === address));
      if (direct !== (target !== undefined)) this.found.push(`${here.what}: leads to ${address}`);
      else if (target) this.connect(here, this.members(target), [Number(port)]);
      else this.reach(here, { ranges: [range(address)] }, Number(port), address);
    }
    // Whatever is active now: a commit must open no new way.
    for (const other of hidden ? [] : this.system.seats.filter(({ serves }) => serves)) {
      for (const port of this.clientPorts) this.admit(this.members(other), here, port);
      if (direct) this.connect(here, this.members(other), this.clientPorts);
    }
    const clients = access.terms.clients ?? (access.host === undefined ? seat.facts.podCidrs : this.anyPods(seat));
    for (const port of this.clientPorts) this.admitAll(here, clients, port, 'clients');
  }

  private clients(seat: ExpectedSeat): void {
    const { access } = this.system.draft;
    if (!seat.serves || access.kind === 'load-balancer') return;
    const members = this.members(seat);
    const { ingress, gateway, podCidrs } = seat.facts;
    const exposure = 'exposure' in access ? access.exposure.kind : undefined;
    const inside = (namespace: string): Peer => ({ ranges: podCidrs, pod: { cluster: seat.cluster, namespace, labels: {} } });
    for (const port of this.clientPorts) {
      if (access.kind === 'gateway') {
        for (const place of access.places) {
          const facts = this.given.fleet.clusters.find(({ name }) => name === place);
          if (place !== seat.cluster) this.admitAll(members, facts ? this.shown(facts) : [], port, `the gateway in ${place}`);
          else this.admit(members, inside(gateway?.podNamespace ?? gateway?.namespace ?? ''), port, 'the gateway');
        }
      } else if (exposure === 'ingress') this.admit(members, inside(ingress?.namespace ?? 'ingress-nginx'), port, 'the ingress controller');
      else if (exposure === 'gateway') this.admit(members, inside(gateway?.podNamespace ?? gateway?.namespace ?? ''), port, 'the gateway');
      else {
        const declared = access.kind === 'internal' ? podCidrs : (access.terms.clients ?? this.anyPods(seat));
        this.admitAll(members, declared, port, 'clients');
      }
    }
  }

  private names(speaker: Speaker, { facts }: ExpectedSeat): void {
    const dns: Peer = {
      ranges: facts.serviceCidrs,
      pod: { cluster: speaker.cluster, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    };
    for (const protocol of ['TCP', 'UDP'] as const) {
      this.out(speaker, dns, { port: 53, protocol }, 'kube-dns');
      for (const cidr of facts.dnsCidrs ?? []) this.out(speaker, { ranges: [cidr] }, { port: 53, protocol }, cidr);
    }
  }

  /** Somebody on the internet, and a pod of another namespace, get nowhere, and nobody gets out to them. */
  private strangers(speaker: Speaker): void {
    const objects = objectsOf(this.given, speaker.cluster);
    const outside: Peer = { ranges: ['9.9.9.9/32'] };
    const beside: Peer = { ranges: ['9.9.9.8/32'], pod: { cluster: speaker.cluster, namespace: 'elsewhere', labels: { app: 'other' } } };
    const balancer = this.system.draft.access.kind === 'load-balancer' && speaker.labels['app.kubernetes.io/component'] === 'balancer';
    const { access } = this.system.draft;
    const everybody = access.kind !== 'internal' && access.terms.clients?.includes('0.0.0.0/0') === true;
    for (const port of [...this.peerPorts, ...this.clientPorts, 443]) {
      for (const [who, peer] of [
        ['the internet', outside],
        ['another namespace', beside],
      ] as const) {
        const invited = this.clientPorts.includes(port) && everybody;
        if (!invited && keptOut(objects, speaker, 'ingress', peer, { port, protocol: 'TCP' }).length === 0)
          this.found.push(`${speaker.what}: ${who} gets in at ${port}`);
        // A load balancer looks for addresses that nobody knows before they are there.
        if (!balancer && keptOut(objects, speaker, 'egress', peer, { port, protocol: 'TCP' }).length === 0)
          this.found.push(`${speaker.what}: gets out to ${who} at ${port}`);
      }
    }
  }

  private connect(from: Speaker, to: Speaker, ports: readonly number[]): void {
    for (const port of ports) {
      const ranges = to.cluster === from.cluster ? to.ranges : to.shown;
      this.out(from, { ranges, pod: to }, { port, protocol: 'TCP' }, to.what);
      this.admit(to, from, port);
    }
  }

  private admit(to: Speaker, from: Speaker | Peer, port: number, who = 'what' in from ? from.what : 'somebody'): void {
    const peer: Peer = 'what' in from ? { ranges: from.cluster === to.cluster ? from.ranges : from.shown, pod: from } : from;
    const out = keptOut(objectsOf(this.given, to.cluster), to, 'ingress', peer, { port, protocol: 'TCP' });
    if (out.length > 0) this.found.push(`${to.what}: does not admit ${who} (${out.join(', ')}) at ${port}`);
  }

  private admitAll(to: Speaker, ranges: readonly string[], port: number, who: string): void {
    for (const each of ranges) this.admit(to, { ranges: [each] }, port, `${who} from ${each}`);
  }

  private reach(from: Speaker, to: Peer, port: number, who: string): void {
    this.out(from, to, { port, protocol: 'TCP' }, who);
  }

  private out(from: Speaker, to: Peer, port: Port, who: string): void {
    const out = keptOut(objectsOf(this.given, from.cluster), from, 'egress', to, port);
    if (out.length > 0) this.found.push(`${from.what}: may not reach ${who} (${out.join(', ')}) at ${port.port}`);
  }
}

/** The range of an address; of a name all that there are, since nobody knows which it will have. */
const range = (address: string): string => {
  const plain = address.replace(/^\[|\]$/g, '');
  return isIP(plain) === 0 ? '0.0.0.0/0' : `${plain}/${isIP(plain) === 4 ? 32 : 128}`;
};
