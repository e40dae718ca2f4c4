import { type FleetDocument, fleetDocumentVersion } from '../plan/fleet-document';
import { integer, list, nullable, object, oneOf, optional, text, truth } from '../plan/shape';
import { type OutputSource, UnreadableFile } from './output-source';

/** Name of the plan's file in an output folder. */
export const planFile = 'fleet.json';

const name = text('a name');
const number = integer(0, Number.MAX_SAFE_INTEGER);
const port = object({ name, port: integer(1, 65_535), serves: list(oneOf('peers', 'clients', 'probes')) }, 'ignored');
const cidrs = list(name);

const clusterShape = object(
  {
    name,
    index: number,
    zones: list(name),
    kubernetes: name,
    podCidrs: cidrs,
    memberCidrs: cidrs,
    dnsCidrs: cidrs,
    apiServer: nullable(object({ cidrs, port: number })),
    ingressNamespace: nullable(name),
    ingressClass: nullable(name),
    storageClass: name,
  },
  'ignored',
);

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
    domain: name,
    serves: truth,
    clientHost: nullable(name),
    mirror: nullable(oneOf('runs', 'stopped')),
    joins: list(name),
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
    members: list(object({ name, host: name, cluster: name, role: oneOf('voter', 'learner') })),
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

const systemShape = object(
  {
    name,
    namespace: name,
    engine: object(
      { name, image: name, readiness: oneOf('process', 'member', 'quorum'), ports: list(port), graceSeconds: number, dataPath: name },
      'ignored',
    ),
    discovery: name,
    host: nullable(name),
    peerTls: nullable(object({ issuer: name, issuerKind: name })),
    access: object({ kind: name, exposure: nullable(name), clientCidrs: nullable(cidrs) }, 'ignored'),
    state: object({ bootstrapped: truth, formed: list(name), epoch: number, thawed: list(name), drained: list(name) }, 'ignored'),
    storage: object({ mebibytes: number, startupSeconds: number }, 'ignored'),
    groups: list(groupShape),
    seats: list(seatShape),
    records: list(recordShape),
  },
  'ignored',
);

/** What the rules read of a plan. Its whole form is in fleet.schema.json. */
const planShape = object(
  {
    version: integer(fleetDocumentVersion, fleetDocumentVersion),
    fleet: object({ name, zone: name }, 'ignored'),
    clusters: list(clusterShape, 1),
    systems: list(systemShape),
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
  if (!source.files.includes(planFile)) return { kind: 'none' };
  let given: unknown;
  try {
    given = JSON.parse(source.read(planFile));
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof SyntaxError) return { kind: 'broken', problem: error.message };
    throw error;
  }
  const [first] = planShape(given, planFile);
  return first ? { kind: 'broken', problem: `${first.at} ${first.problem}` } : { kind: 'plan', plan: given as FleetDocument };
}
