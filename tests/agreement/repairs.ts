import type { Finding } from '../../lib';
import type { ClusterFacts } from '../../lib/domain/cluster';
import {
  clustersOf,
  evenly,
  inCluster,
  inSystems,
  servingOf,
  unchecked,
  withAccess,
  withExposure,
  without,
  withTerms,
  withTopology,
} from './changes';
import type { ExposureDraft, FleetDraft, StateDraft, SystemDraft, TermsDraft, TopologyDraft } from './draft';
import { firstWrong } from './engines';

/** What somebody does who reads a finding. The draft itself where nothing is known. */
type Repair = (fleet: FleetDraft, finding: Finding) => FleetDraft;

/** Accepts the risk. */
const accept: Repair = (fleet, { rule, at }) => ({ ...fleet, acknowledged: [...fleet.acknowledged, { rule, at }] });

/** The first repair whose words the problem has. */
const byWords =
  (...cases: readonly (readonly [words: string, repair: Repair])[]): Repair =>
  (fleet, finding) =>
    cases.find(([words]) => finding.problem.includes(words))?.[1](fleet, finding) ?? fleet;

const system =
  (change: Parameters<typeof inSystems>[2]): Repair =>
  (fleet, { at }) =>
    inSystems(fleet, at, change);

const cluster =
  (change: (cluster: ClusterFacts) => ClusterFacts): Repair =>
  (fleet, { at }) =>
    inCluster(fleet, at, change);

const declareGateway = cluster(facts => ({
  ...facts,
  gateway: { name: 'outside', namespace: 'gateways', addresses: [`203.0.113.${facts.index}`] },
}));
const declareIngress = cluster(facts => ({ ...facts, ingress: { className: 'nginx', addresses: [`198.51.100.${facts.index}`] } }));
const declareNodes = cluster(facts => ({ ...facts, nodeAddresses: [`192.0.2.${facts.index}`] }));

/** Every way in of every cluster by IPv4 addresses. */
const byAddresses: Repair = fleet => ({
  ...fleet,
  clusters: fleet.clusters.map(facts => ({
    ...facts,
    ...(facts.ingress ? { ingress: { ...facts.ingress, addresses: [`198.51.100.${facts.index}`] } } : {}),
    ...(facts.gateway ? { gateway: { ...facts.gateway, addresses: [`203.0.113.${facts.index}`] } } : {}),
  })),
});

const throughIngress = system(withExposure(() => ({ kind: 'ingress', tls: false })));
const knownClients = system(withTerms(terms => ({ ...terms, clients: ['192.0.2.0/24'] })));
const noClients = system(withTerms(terms => without(terms, 'clients')));
const declareTrips: Repair = fleet => ({ ...fleet, distance: 7 });

/** Health checks go where k8gb does not fit, and where it is of another system. */
const delegateRightly: Repair = (fleet, finding) => {
  const [named = ''] = finding.at.split('/');
  const delegated = fleet.systems.filter(({ access }) => access.kind === 'dns' && access.host.includes('.gslb.'));
  if (delegated.length > 1) return inSystems(fleet, named, leaveZone(fleet));
  const serving = fleet.systems.filter(({ name }) => name === named).flatMap(servingOf);
  return { ...fleet, dns: { ...fleet.dns, tagged: serving } };
};

const leaveZone =
  (fleet: FleetDraft): Parameters<typeof inSystems>[2] =>
  given => {
    const left = unchecked(given);
    return left.access.kind === 'dns' ? { ...left, access: { ...left.access, host: `to-${given.name}.${fleet.dns.zone}` } } : left;
  };

/** Only one who serves nobody, or else the first, writes what clusters share. */
const oneWriter: Repair = (fleet, { at }) => {
  const named = fleet.systems.find(({ name }) => at.startsWith(name));
  const shared = named && clustersOf(named).filter(name => fleet.systems.every(each => clustersOf(each).includes(name)));
  const [writer] = shared ?? [];
  return writer === undefined
    ? inSystems(
        fleet,
        at,
        withAccess(() => ({ kind: 'internal' })),
      )
    : { ...fleet, dns: { ...fleet.dns, writers: [writer] } };
};

const drop = (...keys: readonly (keyof TermsDraft)[]): Repair => system(withTerms(terms => without(terms, ...keys)));

const behindBalancers: Repair = (fleet, { at }) =>
  inSystems(fleet, at, given => {
    const places = clustersOf(given);
    const { access } = given;
    if (access.kind === 'internal' || places.length < 2) return given;
    return {
      ...given,
      access: {
        kind: 'load-balancer',
        places,
        protocol: 'tcp',
        exposure: { kind: 'pod-addresses' },
        terms: { failback: 'automatic' },
        fall: 10,
        replicas: 2,
      },
    };
  });

const ability: Repair = byWords(
  ['sessions by', drop('sessions')],
  ['a shadow of', drop('shadow')],
  ["partialFailure '", drop('forward')],
  ["failback 'automatic'", drop('failback')],
  ["failback 'manual'", system(withTerms(terms => ({ ...terms, failback: 'automatic' })))],
  ['an order of', behindBalancers],
  ['traffic ', system(evenly)],
  [
    'does not support a ',
    system(withAccess(access => (access.kind === 'gateway' ? { ...access, route: 'http', listener: false } : access))),
  ],
);

const publication: Repair = byWords(
  ['have nothing to fail over to', system(unchecked)],
  ['no cluster publishes', fleet => ({ ...fleet, dns: without(fleet.dns, 'writers') })],
  ['merges what all', oneWriter],
  ['has no health checks', system(evenly)],
  ['is reached by the name', (fleet, finding) => byAddresses(throughIngress(fleet, finding), finding)],
  ['by health checks', system(unchecked)],
  ['cannot do', system(evenly)],
);

const gateway: Repair = byWords(
  ["declares no 'gateway'", declareGateway],
  ['retries a failed request', system(withAccess(access => (access.kind === 'gateway' ? { ...access, quiet: true } : access)))],
  ['are in region', fleet => ({ ...fleet, clusters: fleet.clusters.map(facts => ({ ...facts, region: `region-${facts.index}` })) })],
  ['the failover order has', behindBalancers],
  ['must get no clients', behindBalancers],
  ["'grpc' has no field", drop('forward')],
  ['are mirrored to', drop('shadow')],
);

const balancerConfig: Repair = byWords(
  ['failback is manual', system(withTerms(terms => ({ ...terms, failback: 'automatic' })))],
  ['every share of traffic', system(evenly)],
  [
    'accepts connections whether',
    system(withExposure(exposure => (exposure.kind === 'gateway' ? { ...exposure, route: 'http', listener: false } : exposure))),
  ],
  [
    'the load balancers have none',
    (fleet, { at }) => inSystems(fleet, at, given => ({ ...given, access: named(given.access, `to-${given.name}.${fleet.dns.zone}`) })),
  ],
  ['speak TLS', system(withExposure(exposure => (exposure.kind === 'ingress' ? { ...exposure, tls: false } : exposure)))],
  ['by a connection only', system(given => ({ ...given, engine: { ...given.engine, probe: 'http' } }))],
);

const named = (access: FleetDraft['systems'][number]['access'], host: string): typeof access =>
  access.kind === 'load-balancer' ? { ...access, host } : access;

const oneLearner = (topology: TopologyDraft): TopologyDraft =>
  topology.kind === 'active-standby'
    ? { ...topology, standbys: topology.standbys.map(standby => (standby.kind === 'learner' ? { ...standby, members: 1 } : standby)) }
    : topology;

const inState =
  (change: (state: StateDraft) => StateDraft) =>
  (given: SystemDraft): SystemDraft =>
    given.state ? { ...given, state: change(given.state) } : given;

/** A place of input is written with dots: `store.resources.cpu`. */
const byShape: Repair = (fleet, { at }) => {
  const [name = '', ...path] = at.split('.');
  const field = path.join('.');
  if (field === 'engine.name') return inSystems(fleet, name, given => ({ ...given, engine: { ...given.engine, name: 'store' } }));
  if (field === 'engine.bind().ports') return inSystems(fleet, name, given => ({ ...given, engine: without(given.engine, 'silent') }));
  if (field === 'engine.bind().dataPath')
    return inSystems(fleet, name, given => ({ ...given, engine: { ...given.engine, dataPath: '/var/lib/store' } }));
  if (field === 'resources.cpu') return inSystems(fleet, name, given => without(given, 'resources'));
  if (field === 'access.exposure.annotations')
    return inSystems(
      fleet,
      name,
      withExposure(({ kind }) => ({ kind }) as ExposureDraft),
    );
  if (field === 'access.exposure.path')
    return inSystems(
      fleet,
      name,
      withExposure(exposure => ({ ...exposure, path: '/v2' })),
    );
  return fleet;
};

const said = system(given => ({
  ...given,
  engine: { ...given.engine, extras: given.engine.extras.filter(number => number < firstWrong) },
}));
const askedByHttp = system(given => ({ ...given, engine: { ...given.engine, probe: 'http' } }));

/** Long names get shorter ones, wherever they are said. */
const shorter: Repair = fleet => {
  const long = [...fleet.clusters, ...fleet.systems].map(({ name }) => name).filter(name => name.length > 30);
  const text = long.reduce((json, name) => json.replaceAll(name, `${name.slice(0, 1)}z`), JSON.stringify(fleet));
  return long.length > 0 ? (JSON.parse(text) as FleetDraft) : fleet;
};

/** What is done about each rule that a generated fleet may break. */
const repairs: Readonly<Record<string, Repair>> = {
  'access/capability': ability,
  'access/behind-controller': noClients,
  'access/cluster-gateway': declareGateway,
  'access/gateway': gateway,
  'access/gateway-listener': throughIngress,
  'access/ingress-controller': declareIngress,
  'access/load-balancer-checks': (fleet, { at }) =>
    inSystems({ ...fleet, distance: 1 }, at, given => ({ ...given, engine: { ...given.engine, heartbeat: 50, election: 500 } })),
  'access/load-balancer-clients': knownClients,
  'access/load-balancer-config': balancerConfig,
  'access/load-balancer-name': noClients,
  'access/node-ports': byWords(
    ["no 'nodeAddresses'", declareNodes],
    ['say from where they come', knownClients],
    ['is taken by', system(withExposure(() => ({ kind: 'pod-addresses' })))],
  ),
  'argo/survives': (fleet, finding) => {
    const idle = fleet.clusters.find(({ name }) => fleet.systems.every(each => !servingOf(each).includes(name)));
    return idle && fleet.delivery ? { ...fleet, delivery: { ...fleet.delivery, runsOn: idle.name } } : accept(fleet, finding);
  },
  'change/state': accept,
  'dns/check-interval': system(
    withAccess(access => (access.kind === 'dns' && access.checks ? { ...access, checks: { ...access.checks, interval: 30 } } : access)),
  ),
  'dns/host-zone': (fleet, { at }) =>
    inSystems(fleet, at, given => ({
      ...given,
      access: 'host' in given.access ? { ...given.access, host: `to-${given.name}.${fleet.dns.zone}` } : given.access,
    })),
  'dns/multivalue': accept,
  'dns/name-fence': accept,
  'dns/private-check': throughIngress,
  'dns/publication': publication,
  'dns/host-above': (fleet, { at }) =>
    inSystems(
      fleet,
      at,
      withAccess(access => ('host' in access ? { ...access, host: `to-${at}.${fleet.dns.zone}` } : access)),
    ),
  'dns/read-back': (fleet, finding) =>
    finding.at.includes('/')
      ? inCluster(fleet, finding.at, facts => ({ ...facts, podCidrs: [`10.${facts.index}.0.0/16`] }))
      : byAddresses(fleet, finding),
  'dns/record-content': (fleet, finding) =>
    finding.problem.includes('weights') ? inSystems(fleet, finding.at, evenly) : byAddresses(throughIngress(fleet, finding), finding),
  'dns/standby-family': byAddresses,
  'dns/waiting-checks': accept,
  'engine/capability': byWords(
    ['init container', system(given => without(given, 'discovery'))],
    ['learners', system(withTopology(oneLearner))],
  ),
  'k8gb/exposure': (fleet, finding) => byAddresses(throughIngress(fleet, finding), finding),
  'k8gb/health-checks': system(
    withAccess(access => (access.kind === 'dns' && access.checks ? { ...access, checks: { ...access.checks, request: 'https' } } : access)),
  ),
  'k8gb/host': (fleet, { at }) => inSystems(fleet, at, leaveZone(fleet)),
  'k8gb/own-group': (fleet, { at }) => inSystems(fleet, at, leaveZone(fleet)),
  'k8gb/partial': delegateRightly,
  'k8gb/standby-order': accept,
  'network/api-server': cluster(facts => ({ ...facts, apiServer: { cidrs: [`100.64.0.${facts.index}/32`], port: 6443 } })),
  'objectives/rpo': system(given => without(given, 'rpo')),
  'objectives/rto': system(given => without(given, 'rto')),
  'quorum/cluster-loss': system(given => ({ ...given, survive: 'any-one-member' })),
  'quorum/two-clusters': accept,
  'quorum/voter-count': accept,
  'quorum/zone-loss': (fleet, finding) =>
    finding.at.includes('/')
      ? inCluster(fleet, finding.at, facts => ({ ...facts, zones: [...'abcde'].map(zone => `${facts.region}${zone}`) }))
      : accept(fleet, finding),
  'api/data': said,
  'api/duplicate': said,
  'api/env': said,
  'bootstrap/literal': said,
  'input/shape': byShape,
  'membership/peer-list': said,
  'names/ordinals': fleet => ({ ...fleet, stride: 1000 }),
  'probes/liveness': said,
  'probes/readiness': askedByHttp,
  'secrets/env': said,
  'k8gb/geo-tag': shorter,
  'names/length': shorter,
  'names/namespace': (fleet, { at }) =>
    at === 'fleet.dns' ? { ...fleet, dns: without(fleet.dns, 'namespace') } : inSystems(fleet, at, given => without(given, 'namespace')),
  'secrets/value': (fleet, finding) =>
    finding.at === 'fleet.delivery' && fleet.delivery
      ? { ...fleet, delivery: { ...fleet.delivery, repository: 'https://git.example.test/fleet.git' } }
      : said(fleet, finding),
  'state/drain': byWords(
    ['are replaced', system(inState(state => ({ ...state, thawed: [] })))],
    ['at once', system(inState(state => ({ ...state, drained: state.drained.slice(0, 1) })))],
  ),
  'storage/quota': system(given => ({ ...given, storage: 8192, engine: without(given.engine, 'quota') })),
  'terraform/check-host': byAddresses,
  'terraform/stack': fleet => ({ ...fleet, terraform: 'local' }),
  'timing/election': declareTrips,
  'timing/round-trips': declareTrips,
  'versions/kubernetes': cluster(facts => ({ ...facts, kubernetes: '1.30' })),
};

/** The fleet after its author has read a finding; undefined where nothing is known to be done about it. */
export function repaired(fleet: FleetDraft, finding: Finding): FleetDraft | undefined {
  const next = repairs[finding.rule]?.(fleet, finding);
  return next === fleet ? undefined : next;
}
