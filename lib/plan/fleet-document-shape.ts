import { type FleetDocument, fleetDocumentVersion } from './fleet-document';
import { integer, list, object, text } from './shape';

const name = text('a name');
const number = integer(0, Number.MAX_SAFE_INTEGER);

/** What the rules read of an earlier document. */
const documentShape = object(
  {
    version: integer(fleetDocumentVersion, fleetDocumentVersion),
    fleet: object({ zone: name }, 'ignored'),
    clusters: list(object({ name, index: number }, 'ignored')),
    systems: list(
      object(
        {
          name,
          namespace: name,
          engine: object({ name }, 'ignored'),
          storage: object({ mebibytes: number }, 'ignored'),
          seats: list(object({ cluster: name, statefulSet: name, firstOrdinal: number, storageClass: name }, 'ignored')),
        },
        'ignored',
      ),
    ),
    files: list(name),
  },
  'ignored',
);

/** Whether something is a document of this version, as far as the rules read it. */
export const isFleetDocument = (document: unknown): document is FleetDocument => documentShape(document, 'fleet.json').length === 0;
