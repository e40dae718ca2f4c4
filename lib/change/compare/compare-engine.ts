import type { EnginePort } from '../../domain/engine';
import type { SystemDocument } from '../../plan/document/system-document';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, changeOf, isSame } from '../change';
import { isSystemFormed } from '../formed';
import { imageKind } from '../image-change';
import { isStepped } from './compare-ledger';
import { restartSteps } from './restart-steps';

/** Changes to the engine, to its volumes and to the TLS between peers. */
export function compareEngine(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const formed = isSystemFormed(old);
  const place = { system: old.name };
  const values = { namespace: old.namespace, path: old.engine.dataPath, set: old.seats[0]?.statefulSet ?? old.name };
  const field = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place, before, after, formed, values });
  const restarted = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place, before, after, formed, values, steps: restartSteps(now) });
  const other = field('engine.other', old.engine.name, now.engine.name);
  return [
    ...other,
    // Another engine always has another image and other ports.
    ...(other.length > 0 ? [] : [...image(old, now, formed), ...ports(old, now, formed)]),
    ...field('storage.data-path', old.engine.dataPath, now.engine.dataPath),
    ...restarted('engine.readiness', readiness(old), readiness(now)),
    // It follows the timeouts, which a step of the ledger gives to members.
    ...(now.groups.some(({ name }) => isStepped(old, now, name))
      ? []
      : restarted('engine.grace', `${old.engine.graceSeconds} s`, `${now.engine.graceSeconds} s`)),
    ...storage(old, now, formed, values),
    ...tls(old, now, formed),
  ];
}

const readiness = ({ engine }: SystemDocument): string =>
  `${engine.readiness}${engine.learnerReadiness ? `, learners ${engine.learnerReadiness}` : ''}`;

function image({ name, engine: old }: SystemDocument, next: SystemDocument, formed: boolean): readonly Change[] {
  const { engine: now } = next;
  if (old.image === now.image) return [];
  const { kind, floor } = imageKind(old.name, old.image, now.image);
  const values = { ...(floor === undefined ? {} : { floor }) };
  return [changeOf(kind, { place: { system: name }, before: old.image, after: now.image, formed, values, steps: restartSteps(next) })];
}

const portKinds: readonly (readonly [EnginePort['serves'][number], ChangeKind])[] = [
  ['peers', 'engine.peer-port'],
  ['clients', 'engine.client-port'],
  ['probes', 'engine.probe-port'],
];

function ports({ name, engine: old }: SystemDocument, { engine: now }: SystemDocument, formed: boolean): readonly Change[] {
  return portKinds.flatMap(([who, kind]) => {
    const text = (all: readonly EnginePort[]): readonly string[] =>
      all.filter(({ serves }) => serves.includes(who)).map(({ name: called, port }) => `${called} ${port}`);
    return changeIfDifferent(kind, { place: { system: name }, before: text(old.ports), after: text(now.ports), formed });
  });
}

function storage(old: SystemDocument, now: SystemDocument, formed: boolean, values: Readonly<Record<string, string>>): readonly Change[] {
  const [was, is] = [old.storage.mebibytes, now.storage.mebibytes];
  const found = { place: { system: old.name }, before: `${was} MiB`, after: `${is} MiB`, formed, values };
  if (was === is) return [];
  if (is < was && !isBelowLedger(now, is)) return [changeOf('storage.claims', found)];
  const recorded = Object.values(now.state.groups ?? {}).some(({ volumes }) => volumes);
  return [changeOf(is < was ? 'storage.shrunk' : recorded ? 'storage.grown-in-steps' : 'storage.grown', found)];
}

/** Whether volumes are larger already; without a ledger of them they are what the last output said. */
function isBelowLedger({ state: { groups = {} } }: SystemDocument, mebibytes: number): boolean {
  const volumes = Object.values(groups).flatMap(group => Object.values(group.volumes ?? {}));
  return volumes.length === 0 || volumes.some(volume => mebibytes < (volume.grown ?? volume.mebibytes));
}

function tls(old: SystemDocument, now: SystemDocument, formed: boolean): readonly Change[] {
  const text = ({ peerTls }: SystemDocument): string | null =>
    peerTls && [`${peerTls.issuerKind} ${peerTls.issuer}`, ...(peerTls.authorities ?? [])].join(', ');
  const [before, after] = [text(old), text(now)];
  if (before === after) return [];
  const usual = before === null ? 'tls.on' : after === null ? 'tls.off' : 'tls.issuer';
  return [changeOf(isBehind(now) ? 'tls.in-steps' : usual, { place: { system: old.name }, before, after, formed })];
}

/** Whether what is rendered is not what the program wants of TLS: steps lead there. */
const isBehind = ({ peerTls: wanted, seats }: SystemDocument): boolean =>
  seats.some(
    ({ peerTls: now }) =>
      now && (!wanted || now.mode !== 'on' || now.issuer !== wanted.issuer || !isSame(now.authorities, wanted.authorities)),
  );
