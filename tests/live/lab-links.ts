import { lab, type Site } from './lab';

/** Addresses that a site sends from: its node's, and its pods'. */
const sources = ({ node, podCidr }: Site): readonly string[] => [node, podCidr];

const rule = (change: '-I' | '-D', source: string, to: Site): readonly string[] => [
  ...['in', String(to.number), 'iptables', '-t', 'raw', change, 'PREROUTING', '-s', source, '-j', 'DROP'],
];

/** Drops everything that one site sends to another. Both still reach all others, and everybody else reaches both. */
export function cutWay(from: Site, to: Site): void {
  for (const source of sources(from)) lab.run(...rule('-I', source, to));
}

/** Lets it through again, whether or not it was cut. */
export function healWay(from: Site, to: Site): void {
  for (const source of sources(from)) lab.runs(...rule('-D', source, to));
}

function silence(change: '-I' | '-D', server: string): void {
  for (const protocol of ['udp', 'tcp'])
    lab.run('exec', 'iptables', change, 'INPUT', '-d', server, '-p', protocol, '--dport', '53', '-j', 'DROP');
}

/** The DNS server answers nobody any more, as if its machine were gone. */
export const stopDns = (server: string): void => silence('-I', server);

export const startDns = (server: string): void => silence('-D', server);
