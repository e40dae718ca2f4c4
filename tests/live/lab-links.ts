import { lab, type Site } from './lab';

/** Addresses that a site sends from: its node's, and its pods'. */
const sources = ({ node, podCidr }: Site): readonly string[] => [node, podCidr];

function filter(change: '-I' | '-D', from: Site, to: Site): void {
  for (const source of sources(from))
    lab.run('in', String(to.number), 'iptables', '-t', 'raw', change, 'PREROUTING', '-s', source, '-j', 'DROP');
}

/** Drops everything that one site sends to another. Both still reach all others, and everybody else reaches both. */
export const cutWay = (from: Site, to: Site): void => filter('-I', from, to);

export const healWay = (from: Site, to: Site): void => filter('-D', from, to);

function silence(change: '-I' | '-D', server: string): void {
  for (const protocol of ['udp', 'tcp'])
    lab.run('exec', 'iptables', change, 'INPUT', '-d', server, '-p', protocol, '--dport', '53', '-j', 'DROP');
}

/** The DNS server answers nobody any more, as if its machine were gone. */
export const stopDns = (server: string): void => silence('-I', server);

export const startDns = (server: string): void => silence('-D', server);
