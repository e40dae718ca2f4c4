import { runs, settingOf } from '../../manifests/pods/member-pool';
import { peerEntries } from '../../manifests/pods/peer-list';
import { plannedMemberRule } from '../member-rule';
import type { ObjectFound } from '../rule';

const listeners = [
  ['listen-peer-urls', 'initial-advertise-peer-urls', 'peers'],
  ['listen-client-urls', 'advertise-client-urls', 'clients'],
] as const;

/** An etcd member can be reached from outside its pod. */
export const listensOutside = plannedMemberRule(
  {
    name: 'membership/listen',
    severity: 'error',
    demands:
      'An etcd member listens for peers and for clients on an address that others reach, at the port and in the scheme that it advertises.',
    why: "A process that listens on localhost is there for its own pod only, and left out, that is etcd's default. In another scheme no handshake succeeds.",
    source: 'etcd documentation, "Configuration options"; server/embed/config.go, DefaultListenPeerURLs.',
  },
  (pool, { system }) =>
    (runs(pool, 'etcd') ? listeners : []).flatMap(([key, advertised, serves]): readonly ObjectFound[] => {
      const ports = system.engine.ports.filter(port => port.serves.includes(serves)).map(({ port }) => port);
      const setting = settingOf(pool, key);
      const fix = `listen on 0.0.0.0:${ports[0] ?? ''}`;
      if (!setting)
        return [{ path: pool.member.path, problem: `--${key} is left out, and etcd listens for ${serves} on localhost only`, fix }];
      const { name, path, value } = setting;
      const reached = peerEntries(value).filter(({ host, port }) => !loopback(host) && port !== undefined && ports.includes(port));
      if (reached.length === 0) {
        return [{ path, problem: `${name} is '${value}', where no other pod reaches port ${ports.join(', ')} for ${serves}`, fix }];
      }
      const scheme = peerEntries(settingOf(pool, advertised)?.value ?? '')[0]?.scheme;
      if (scheme === undefined || reached.some(entry => entry.scheme === scheme)) return [];
      const problem = `${name} listens for ${reached[0]?.scheme ?? 'no scheme'}, and the member advertises ${scheme}`;
      return [{ path, problem, fix: `listen for ${scheme}` }];
    }),
);

const loopback = (host: string): boolean => host === 'localhost' || host.startsWith('127.') || host === '[::1]';
