import { integer, list, nullable, object, oneOf, optional, text } from '../input/shape';
import { stateShape } from '../input/system-shape';
import type { ClusterDocument } from './cluster-document';
import { type FleetDocument, fleetDocumentVersion, fleetFile } from './fleet-document';
import type { SeatDocument, SystemDocument } from './system-document';

/** The part of an earlier `fleet.json` that the rules compare with the plan, because it must not change. */
export interface LastOutput {
  readonly fleet: Pick<FleetDocument['fleet'], 'zone'> & Partial<Pick<FleetDocument['fleet'], 'name'>>;
  readonly clusters: readonly LastCluster[];
  readonly systems: readonly LastSystem[];
  readonly files: readonly string[];
}

/** One cluster of an earlier output. What may be missing is missing in older documents. */
export interface LastCluster
  extends Pick<ClusterDocument, 'name' | 'index'>,
    Partial<Pick<ClusterDocument, 'podCidrs' | 'memberCidrs' | 'clusterDomain'>> {}

/** One part of a system in an earlier output. */
export interface LastSeat
  extends Pick<SeatDocument, 'cluster' | 'role' | 'statefulSet' | 'firstOrdinal' | 'storageClass'>,
    Partial<Pick<SeatDocument, 'group' | 'peerTls'>> {}

/** One system of an earlier output. */
export interface LastSystem extends Pick<SystemDocument, 'name' | 'namespace' | 'state'>, Partial<Pick<SystemDocument, 'peerTls'>> {
  readonly engine: Pick<SystemDocument['engine'], 'name'> & Partial<Pick<SystemDocument['engine'], 'image' | 'ports' | 'dataPath'>>;
  readonly storage: Pick<SystemDocument['storage'], 'mebibytes'>;
  readonly groups: readonly LastGroup[];
  readonly seats: readonly LastSeat[];
  readonly records: readonly LastRecord[];
  /** The name for clients, and how it was published; missing in older documents. */
  readonly host?: string | null;
  readonly publication?: string | null;
}

/** One Raft group of an earlier output: who its members were. */
export interface LastGroup {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly role: string }[];
}

/** One record of an earlier output: how it was published. */
export type LastRecord = Pick<SystemDocument['records'][number], 'name' | 'type' | 'scope' | 'setIdentifier' | 'properties'> &
  Partial<Pick<SystemDocument['records'][number], 'clusters'>>;

const name = text('a name');
const number = integer(0, Number.MAX_SAFE_INTEGER);
const names = list(name);
const port = object({ name, port: number, serves: names }, 'ignored');

/** The shape of the part that the rules read. */
const documentShape = object(
  {
    version: integer(fleetDocumentVersion, fleetDocumentVersion),
    fleet: object({ zone: name, name: optional(name) }, 'ignored'),
    clusters: list(
      object({ name, index: number, podCidrs: optional(names), memberCidrs: optional(names), clusterDomain: optional(name) }, 'ignored'),
    ),
    systems: list(
      object(
        {
          name,
          namespace: name,
          state: stateShape,
          engine: object({ name, image: optional(name), ports: optional(list(port)), dataPath: optional(name) }, 'ignored'),
          peerTls: optional(nullable(object({ issuer: name, issuerKind: name }, 'ignored'))),
          storage: object({ mebibytes: number }, 'ignored'),
          groups: list(object({ name, members: list(object({ name, role: name }, 'ignored')) }, 'ignored')),
          seats: list(
            object(
              {
                ...{ cluster: name, role: name, group: optional(name), statefulSet: name, firstOrdinal: number, storageClass: name },
                peerTls: optional(object({ mode: oneOf('off', 'outgoing', 'on') }, 'ignored')),
              },
              'ignored',
            ),
          ),
          host: optional(nullable(name)),
          publication: optional(nullable(name)),
          records: list(
            object(
              {
                name,
                type: name,
                scope: name,
                clusters: optional(names),
                setIdentifier: optional(name),
                properties: list(object({ name, value: text('a value', /^[\s\S]*$/) }, 'ignored')),
              },
              'ignored',
            ),
          ),
        },
        'ignored',
      ),
    ),
    files: list(name),
  },
  'ignored',
);

/** Reads an earlier document; undefined for a text that is incomplete, of another version, or not a document. */
export function parseLastOutput(json: string): LastOutput | undefined {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return undefined;
  }
  return documentShape(document, fleetFile).length === 0 ? lastOutput(document as FleetDocument) : undefined;
}

/** Keeps only the part that is compared, because the document of a large fleet is large. */
const lastOutput = ({ fleet: { zone, name: called }, clusters, systems, files }: FleetDocument): LastOutput => ({
  fleet: { zone, name: called },
  clusters: clusters.map(({ name, index, podCidrs, memberCidrs, clusterDomain }) => ({
    name,
    index,
    podCidrs,
    memberCidrs,
    clusterDomain,
  })),
  systems: systems.map(
    ({ name, namespace, state, engine, storage: { mebibytes }, groups, seats, records, host, publication, peerTls }) => ({
      name,
      namespace,
      state: { ...state, formed: state.formed ?? [], drained: state.drained ?? [] },
      engine: { name: engine.name, image: engine.image, ports: engine.ports, dataPath: engine.dataPath },
      peerTls,
      storage: { mebibytes },
      ...(host === undefined ? {} : { host }),
      ...(publication === undefined ? {} : { publication }),
      groups: groups.map(({ name, members }) => ({ name, members: members.map(member => ({ name: member.name, role: member.role })) })),
      seats: seats.map(({ cluster, role, group, statefulSet, firstOrdinal, storageClass, peerTls: secured }) => ({
        cluster,
        role,
        group,
        statefulSet,
        firstOrdinal,
        storageClass,
        ...(secured ? { peerTls: secured } : {}),
      })),
      records: records.map(({ name, type, scope, clusters: published, setIdentifier, properties }) => ({
        name,
        type,
        scope,
        ...(published === undefined ? {} : { clusters: published }),
        ...(setIdentifier === undefined ? {} : { setIdentifier }),
        properties,
      })),
    }),
  ),
  files,
});
