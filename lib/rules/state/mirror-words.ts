import { peerEntries } from '../../manifests/pods/peer-list';

/** What a mirror is to be told, by what the plan says. */
export interface MirrorTask {
  /** Name of the group that it reads from. */
  readonly from: string | undefined;
  /** The group of each member of the system, by its host. */
  readonly groups: ReadonlyMap<string, string>;
  /** Ports that serve clients. */
  readonly ports: readonly number[];
  /** The Service that it writes into. */
  readonly target: string;
}

/** A problem, and what to do. */
export type WrongWords = readonly [problem: string, fix: string];

/** What is wrong with the command of a mirror: where it reads from, and where it writes to. */
export function wrongWords(words: readonly string[], task: MirrorTask): readonly WrongWords[] {
  const { from, groups, ports, target } = task;
  const byEtcdctl = words.includes('make-mirror');
  const named = words.flatMap(addressesIn);
  // etcdctl needs a port with each address; what another program takes for one, only that knows.
  const serves = ({ port }: NamedAddress): boolean => (port === undefined ? !byEtcdctl : ports.includes(port));
  const sources = named.filter(address => groups.get(address.host) === from && serves(address));
  const strangers = named.filter(address => groups.has(address.host) && !sources.includes(address));
  const source = "name the source cluster's members, at the port of clients";
  return [
    ...(words.some(word => word.endsWith('etcdctl')) && !byEtcdctl ? [['the mirror does not say make-mirror', 'restore it'] as const] : []),
    ...wrongCall(words.slice(1), sources[0]?.scheme),
    ...(sources.length === 0 ? [['the mirror names no member to copy from', source] as const] : []),
    ...(strangers.length > 0
      ? [
          [
            `the mirror copies from ${strangers.map(({ text }) => text).join(', ')}, which is no member of group ${from} where clients connect`,
            source,
          ] as const,
        ]
      : []),
    ...(named.some(address => address.host === target && serves(address))
      ? []
      : [[`the mirror does not write into ${target}`, `give it ${target} as its target`] as const]),
  ];
}

/** A name of a host in a word of a command, with what stands around it. */
interface NamedAddress {
  readonly text: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly scheme: string | undefined;
}

/** Every program has a form of its own: whatever looks like a name with dots is looked up. */
const named = /(?:([a-z][a-z0-9+.-]*):\/\/)?((?:[\w-]+\.)+[\w-]+)(?::(\d+))?/gi;

const addressesIn = (word: string): readonly NamedAddress[] =>
  [...word.matchAll(named)].map(([text, scheme, host = '', port]) => ({
    text,
    host: host.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
    scheme: scheme?.toLowerCase(),
  }));

/** What etcdctl does not take: another command, two targets, or a target that is called in another way than the source. */
function wrongCall(words: readonly string[], from: string | undefined): readonly WrongWords[] {
  if (!words.includes('make-mirror')) return [];
  const [command, ...targets] = words.filter(word => !word.startsWith('-'));
  if (command !== 'make-mirror') return [[`the mirror says '${command}' before make-mirror, and etcdctl has no such command`, 'remove it']];
  if (targets.length > 1) return [[`the mirror has ${targets.length} targets (${targets.join(', ')}), and etcdctl takes one`, 'name one']];
  const to = peerEntries(targets[0] ?? '')[0]?.scheme;
  return from === undefined || to === undefined || from === to
    ? []
    : [[`the mirror reads over ${from} and writes over ${to}, and both groups serve clients in the same way`, `write over ${from}`]];
}
