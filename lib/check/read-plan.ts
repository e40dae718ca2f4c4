import { type FleetDocument, fleetDocumentVersion, fleetFile } from '../plan/document/fleet-document';
import { acknowledgementFields } from '../plan/input/acknowledgement-shape';
import { boolean, integer, list, nullable, object, oneOf, optional, record, text } from '../plan/input/shape';
import { type OutputSource, UnreadableFile } from './output-source';
import { anyNumber, outageShape, survivalShape } from './survival-shape';

const name = text('a name');
const number = integer(0, Number.MAX_SAFE_INTEGER);
const port = object({ name, port: integer(1, 65_535), serves: list(oneOf('peers', 'clients', 'probes')) }, 'ignored');
const cidrs = list(name);
const apiServer = object({ cidrs, port: number });

const clusterShape = object(
  {
    name,
    index: number,
    zones: list(name),
    kubernetes: name,
    region: optional(name),
    clusterDomain: optional(name),
    serviceCidrs: optional(cidrs),
    podCidrs: cidrs,
    memberCidrs: cidrs,
    dnsCidrs: cidrs,
    apiServer: nullable(apiServer),
    ingressNamespace: nullable(name),
    ingressClass: nullable(name),
    gateway: nullable(object({ name, namespace: name, podNamespace: name }, 'ignored')),
    storageClass: name,
  },
  'ignored',
);

const networkShape = object(
  {
    podCidrs: cidrs,
    memberCidrs: optional(cidrs),
    dnsCidrs: optional(cidrs),
    apiServers: optional(list(apiServer)),
  },
  'ignored',
);

const readiness = oneOf('process', 'member', 'quorum');

const seatShape = object(
  {
    cluster: name,
    role: oneOf('active', 'voting', 'witness', 'learner', 'hot', 'cold'),
    group: name,
    statefulSet: name,
    firstOrdinal: number,
    declared: number,
    replicas: number,
    allowedDown: number,
    storageClass: name,
    claimMebibytes: optional(number),
    domain: name,
    serves: boolean,
    clientHost: nullable(name),
    mirror: nullable(oneOf('runs', 'stopped')),
    joins: list(name),
    membership: optional(list(object({ job: name, action: name, member: nullable(name), runs: name }, 'ignored'))),
    peerTls: optional(
      object({ mode: oneOf('off', 'outgoing', 'on'), issuer: name, issuerKind: name, authorities: optional(list(name)) }, 'ignored'),
    ),
    folder: name,
  },
  'ignored',
);

const groupShape = object(
  {
    name,
    token: name,
    quorum: number,
    tolerated: number,
    heartbeatMillis: number,
    electionMillis: number,
    graceSeconds: optional(number),
    roundTripMillis: optional(nullable(anyNumber)),
    members: list(object({ name, host: name, cluster: name, role: oneOf('voter', 'learner', 'joining') })),
  },
  'ignored',
);

const recordShape = object(
  {
    name,
    type: name,
    targets: list(name),
    ttlSeconds: number,
    scope: name,
    clusters: list(name),
    setIdentifier: optional(name),
    properties: list(object({ name, value: text('a value', /^[\s\S]*$/) }, 'ignored')),
  },
  'ignored',
);

const delegatedZoneShape = object({ name, tags: record(name) }, 'ignored');

const leaders = list(
  object(
    { cluster: name, commitMillis: nullable(anyNumber), readMillis: nullable(anyNumber), clientMillis: nullable(anyNumber) },
    'ignored',
  ),
);

const balancerShape = object(
  {
    name,
    image: name,
    replicas: number,
    frontend: nullable(name),
    sites: list(object({ cluster: name, clientCidrs: cidrs, config: name }, 'ignored')),
    checkPorts: list(number),
    endpoints: list(object({ cluster: name, cidrs, ports: list(number) }, 'ignored')),
  },
  'ignored',
);

const accessShape = object(
  {
    kind: name,
    exposure: nullable(name),
    clientCidrs: nullable(cidrs),
    nodePorts: nullable(record(integer(1, 65_535))),
    route: nullable(name),
    balancer: optional(nullable(balancerShape)),
    clientList: nullable(object({ name, namespaces: list(name, 1), data: record(text('text', /^[\s\S]*$/)) }, 'ignored')),
    gateway: nullable(
      object(
        { implementation: optional(name), sites: list(name), backends: list(object({ cluster: name, weight: number }, 'ignored')) },
        'ignored',
      ),
    ),
  },
  'ignored',
);

const systemShape = object(
  {
    name,
    namespace: name,
    engine: object(
      {
        name,
        image: name,
        readiness,
        learnerReadiness: optional(nullable(readiness)),
        ports: list(port),
        graceSeconds: number,
        dataPath: name,
      },
      'ignored',
    ),
    discovery: name,
    host: nullable(name),
    peerTls: nullable(object({ issuer: name, issuerKind: name, authorities: optional(list(name)) })),
    access: accessShape,
    state: object(
      {
        bootstrapped: boolean,
        formed: list(name),
        epoch: number,
        thawed: list(name),
        drained: list(name),
        networks: optional(record(networkShape)),
        groups: optional(record(object({ members: record(object({ cluster: name, role: name, volume: number }, 'ignored')) }, 'ignored'))),
      },
      'ignored',
    ),
    operations: optional(object({ image: name })),
    change: optional(object({ target: text('votes', /^.*$/), steps: list(object({ does: name }, 'ignored'), 1) }, 'ignored')),
    storage: object({ mebibytes: number, startupSeconds: number }, 'ignored'),
    groups: list(groupShape),
    seats: list(seatShape),
    records: list(recordShape),
    topology: name,
    publication: nullable(oneOf('members', 'parts', 'computed', 'delegated', 'terraform', 'shared', 'waiting')),
    nameFence: nullable(oneOf('checks', 'writer', 'keys', 'none')),
    objectives: object({ survive: name, rtoSeconds: nullable(anyNumber), rpoSeconds: nullable(anyNumber) }, 'ignored'),
    outage: outageShape,
    survival: survivalShape,
    latency: list(object({ group: name, bestHome: nullable(name), leaders }, 'ignored')),
  },
  'ignored',
);

const deliveryShape = object(
  { mode: oneOf('applications', 'rolling-sync'), repoUrl: name, revision: name, path: name, project: name, namespace: name, cluster: name },
  'ignored',
);

/** The part of a plan that the rules read. The whole schema is fleet.schema.json. */
const planShape = object(
  {
    version: integer(fleetDocumentVersion, fleetDocumentVersion),
    fleet: object(
      {
        ...{ name, zone: name, delegatedZone: optional(nullable(delegatedZoneShape)), delivery: nullable(deliveryShape) },
        ...{
          network: optional(name),
          ordinalStride: optional(number),
          dnsProvider: optional(name),
          negativeTtlSeconds: optional(anyNumber),
        },
        newName: optional(object({ worstSeconds: anyNumber, typicalSeconds: anyNumber }, 'ignored')),
      },
      'ignored',
    ),
    clusters: list(clusterShape, 1),
    retired: optional(list(object({ name, index: number }, 'ignored'))),
    systems: list(systemShape),
    acknowledged: optional(list(object({ ...acknowledgementFields, matched: boolean }, 'ignored'))),
    files: list(name),
  },
  'ignored',
);

/** The plan of an output folder, or why there is none. */
export type ReadPlan =
  | { readonly kind: 'plan'; readonly plan: FleetDocument }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly problem: string };

/** Reads the plan of an output folder. */
export function readPlan(source: OutputSource): ReadPlan {
  if (!source.files.includes(fleetFile)) return { kind: 'none' };
  let given: unknown;
  try {
    given = JSON.parse(source.read(fleetFile));
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof SyntaxError) return { kind: 'broken', problem: error.message };
    throw error;
  }
  const { version } = (given ?? {}) as { readonly version?: unknown };
  if (Number.isInteger(version) && version !== fleetDocumentVersion) {
    return { kind: 'broken', problem: `it has version ${version}, and this georaft reads version ${fleetDocumentVersion}` };
  }
  const [first] = planShape(given, fleetFile);
  return first ? { kind: 'broken', problem: `${first.at} ${first.problem}` } : { kind: 'plan', plan: given as FleetDocument };
}
