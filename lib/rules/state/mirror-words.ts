import { peerEntries } from '../../manifests/pods/peer-list';

/** The expected arguments of a mirror, according to the plan. */
export interface MirrorTask {
  /** Name of the group from which it reads. */
  readonly from: string | undefined;
  /** The group of each member of the system, by its host. */
  readonly groups: ReadonlyMap<string, string>;
  /** Ports that serve clients. */
  readonly ports: readonly number[];
  /** The Service to which it writes. */
  readonly target: string;
}

/** A problem and its fix. */
export type WrongWords = readonly [problem: string, fix: string];

/** Problems of the command of a mirror: its source and its target. */
export function wrongWords(words: readonly string[], task: MirrorTask): readonly WrongWords[] {
  const { from, groups, ports, target } = task;
  const byEtcdctl = words.includes('make-mirror');
  const named = words.flatMap(addressesIn);
  // etcdctl needs a port with each address. The default ports of other programs are unknown.
  const serves = ({ port }: NamedAddress): boolean => (port === undefined ? !byEtcdctl : ports.includes(port));
  const sources = named.filter(address => groups.get(address.host) === from && serves(address));
  const strangers = named.filter(address => groups.has(address.host) && !sources.includes(address));
  const source = "name the source cluster's members, at the port for clients";
  return [
    ...(words.some(word => word.endsWith('etcdctl')) && !byEtcdctl
      ? [['the command of the mirror has no make-mirror', 'restore it'] as const]
      : []),
    ...wrongCall(words.slice(1), sources[0]?.scheme),
    ...(sources.length === 0 ? [['the mirror names no member to copy from', source] as const] : []),
    ...(strangers.length > 0
      ? [
          [
            `the mirror copies from ${strangers.map(({ text }) => text).join(', ')}, which is not a member of group ${from} at a port for clients`,
            source,
          ] as const,
        ]
      : []),
    ...(named.some(address => address.host === target && serves(address))
      ? []
      : [[`the mirror does not write to ${target}`, `set its target to ${target}`] as const]),
  ];
}

/** A host name in a word of a command, with its scheme and port. */
interface NamedAddress {
  readonly text: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly scheme: string | undefined;
}

/** Programs have different forms of arguments, so every text that looks like a name with dots is checked. */
const named = /(?:([a-z][a-z0-9+.-]*):\/\/)?((?:[\w-]+\.)+[\w-]+)(?::(\d+))?/gi;

const addressesIn = (word: string): readonly NamedAddress[] =>
  [...word.matchAll(named)].map(([text, scheme, host = '', port]) => ({
    text,
    host: host.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    scheme: scheme?.toLowerCase(),
  }));

/** Problems of a call of etcdctl: another command, two targets, or a target with another scheme than the source. */
function wrongCall(words: readonly string[], from: string | undefined): readonly WrongWords[] {
  if (!words.includes('make-mirror')) return [];
  const [command, ...targets] = words.filter(word => !word.startsWith('-'));
  if (command !== 'make-mirror') return [[`the mirror has '${command}' before make-mirror, and etcdctl has no such command`, 'remove it']];
  if (targets.length > 1)
    return [[`the mirror has ${targets.length} targets (${targets.join(', ')}), and etcdctl accepts one`, 'name one']];
  const to = peerEntries(targets[0] ?? '')[0]?.scheme;
  return from === undefined || to === undefined || from === to
    ? []
    : [[`the mirror reads over ${from} and writes over ${to}, and both groups serve clients with the same scheme`, `write over ${from}`]];
}
