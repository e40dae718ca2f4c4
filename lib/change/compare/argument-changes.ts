import { isObject, type JsonObject, listAt, textAt } from '../../manifests/yaml/json';
import { without } from '../by-name';
import type { ChangeKind } from '../catalogue';
import type { FieldDifference } from '../field-difference';
import { unknownFlags } from '../image-change';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** One change to the arguments or variables of a member, with its kind. */
type ArgumentChange = FieldDifference & { readonly kind: ChangeKind };

/** Settings for the recovery from a disaster, which must not stay. */
const recovery = /force-new-cluster|unsafe-no-fsync|use-static-peers|peers\.json|snapshot\s+restore/;
/** Settings with which members leave by themselves, or remove others. */
const selfRemoval = /cluster-remove-shutdown|leave[-_]on[-_]terminate|reap[-_]timeout|autopilot[-_]?cleanup|min[-_]quorum/i;
/** Settings for the name or id that a member gives itself. */
const identity = /^(?:--?|\$)?(name|node[-_]id|server[-_]name|raft[-_]node[-_]id|cluster[-_]name|domain)=/i;
const dataFolder = /^(?:--?|\$)?(data[-_]dir|wal[-_]dir|store[-_]dir|data[-_]path)=/i;
const timing = /^(?:--?|\$)?[\w-]*(heartbeat|election|raft[-_]multiplier)[\w-]*=/i;

/** Changes to the arguments and environment variables of the containers of members. */
export function argumentChanges({ before, after }: ObjectPair, { old, now, seat }: PairContext): readonly ArgumentChange[] {
  const [was, is] = [linesOf(before?.data), linesOf(after?.data)];
  const [lost, gained] = [without(was, is), without(is, was)];
  const group = (system: PairContext['old']) => system?.groups.find(({ name }) => name === seat?.group);
  const timeouts = (system: PairContext['old']): string => `${group(system)?.heartbeatMillis} ${group(system)?.electionMillis}`;
  const of = (kind: ChangeKind, pattern: RegExp): readonly ArgumentChange[] =>
    changed(
      kind,
      lost.filter(line => pattern.test(line)),
      gained.filter(line => pattern.test(line)),
    );
  const added = (kind: ChangeKind, lines: readonly string[]): readonly ArgumentChange[] => changed(kind, [], lines);
  const engine = now?.engine.name ?? '';
  const unknown = (data: JsonObject | undefined, lines: readonly string[]): readonly string[] =>
    unknownFlags(engine, imageOf(data, engine), lines);
  const special = [recovery, selfRemoval, identity, dataFolder, timing];
  const rest = (lines: readonly string[]): readonly string[] => argsOf(lines).filter(line => !special.some(pattern => pattern.test(line)));
  return [
    ...added(
      'recovery.artefact',
      gained.filter(line => recovery.test(line)),
    ),
    ...added(
      'members.self-removal',
      gained.filter(line => selfRemoval.test(line) && !/(=|: )false$/.test(line)),
    ),
    ...added('engine.removed-flag', without(unknown(after?.data, is), unknown(before?.data, was))),
    ...of('members.identity', identity),
    ...(old?.engine.dataPath === now?.engine.dataPath ? of('storage.data-path', dataFolder) : []),
    ...of(timeouts(old) === timeouts(now) ? 'timing.differs' : 'template.args', timing),
    ...changed('template.args', rest(lost), rest(gained)),
  ];
}

function changed(kind: ChangeKind, before: readonly string[], after: readonly string[]): readonly ArgumentChange[] {
  if (before.length === 0 && after.length === 0) return [];
  const text = (lines: readonly string[]): string | undefined => (lines.length === 0 ? undefined : lines.join(' '));
  return [{ kind, path: 'args', before: text(before), after: text(after) }];
}

/** Marks a line that is not an argument, as a shell marks a variable. */
const mark = '$';
const argsOf = (lines: readonly string[]): readonly string[] => lines.filter(line => !line.startsWith(mark));

/** The arguments and variables of all containers, one per line, and mounted recovery files. */
function linesOf(data: JsonObject | undefined): readonly string[] {
  const containers = listAt(data, 'spec', 'template', 'spec', 'containers').filter(isObject);
  return containers.flatMap(container => [
    ...listAt(container, 'command').slice(1).map(String),
    ...listAt(container, 'args').map(String),
    ...listAt(container, 'env').flatMap(env => {
      const [name, value] = [textAt(env, 'name'), textAt(env, 'value')];
      return name === undefined || value === undefined ? [] : [`${mark}${name}=${value}`];
    }),
    ...listAt(container, 'volumeMounts').flatMap(mount => {
      const path = textAt(mount, 'mountPath') ?? '';
      return path.endsWith('peers.json') ? [`${mark}${path}`] : [];
    }),
  ]);
}

const imageOf = (data: JsonObject | undefined, engine: string): string => {
  const containers = listAt(data, 'spec', 'template', 'spec', 'containers').filter(isObject);
  return textAt(containers.find(({ name }) => name === engine) ?? containers[0], 'image') ?? '';
};
