import type { OperatingState } from '../domain/operating-state';
import { fleetDocumentVersion, fleetFile } from '../plan/document/fleet-document';
import type { ChangeDocument } from '../plan/document/system-document';
import { boolean, integer, list, object, optional, text } from '../plan/input/shape';
import { stateShape } from '../plan/input/system-shape';
import type { RolloutPlace } from './rollouts-together';

/** The part of an output's plan that its steps need. */
export interface OutputChange {
  readonly clusters: readonly RolloutPlace[];
  readonly systems: readonly {
    readonly name: string;
    readonly engine: { readonly name: string };
    readonly namespace: string;
    /** The ledger that the output was rendered from. */
    readonly state: OperatingState;
    readonly change?: ChangeDocument;
    readonly seats: readonly { readonly cluster: string }[];
  }[];
}

const name = text('a name');
const words = list(text('words'));
const outputShape = object(
  {
    version: integer(fleetDocumentVersion, fleetDocumentVersion),
    clusters: list(object({ name, region: name, zones: words }, 'ignored')),
    systems: list(
      object(
        {
          name,
          namespace: name,
          engine: object({ name }, 'ignored'),
          state: stateShape,
          seats: list(object({ cluster: name }, 'ignored')),
          change: optional(
            object(
              {
                target: text('votes', /^[^\n]*$/),
                steps: list(
                  object(
                    {
                      group: name,
                      cluster: optional(name),
                      does: name,
                      gate: name,
                      ledger: stateShape,
                      restarts: words,
                      copies: words,
                      fatal: words,
                      breaksPromise: boolean,
                      byHand: words,
                      mends: optional(boolean),
                    },
                    'ignored',
                  ),
                ),
              },
              'ignored',
            ),
          ),
        },
        'ignored',
      ),
    ),
  },
  'ignored',
);

/** Reads the steps of an output's plan. Returns what is wrong, in words, where this version cannot read it. */
export function readOutputChange(json: string): OutputChange | string {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return `${fleetFile} is not a complete JSON document`;
  }
  const { version } = (document ?? {}) as { readonly version?: unknown };
  if (typeof version === 'number' && version > fleetDocumentVersion)
    return `${fleetFile} has version ${version}, and this georaft reads version ${fleetDocumentVersion}: use the georaft that wrote it`;
  const [first] = outputShape(document, fleetFile);
  return first ? `${first.at} ${first.problem}` : (document as OutputChange);
}
