import { type MemberPool, type PlannedPool, runs, settingOf } from '../../manifests/pods/member-pool';
import { isLoopback, peerEntries } from '../../manifests/pods/peer-list';
import { memberRule } from '../member-rule';
import type { ManifestFound, ObjectFound } from '../rule';
import { fieldOf } from '../subject';
import { untold } from '../untold';
import { advertisedAddress } from './advertise';

const listeners = [
  ['listen-peer-urls', 'initial-advertise-peer-urls', 'peers'],
  ['listen-client-urls', 'advertise-client-urls', 'clients'],
] as const;

/** Other pods can reach an etcd member. */
export const listensOutside = memberRule(
  {
    name: 'membership/listen',
    severity: 'error',
    demands:
      'An etcd member listens for peers and for clients at an address that other pods can reach, with the port and the scheme that it advertises.',
    why: "Only its own pod reaches a process that listens on localhost, which is etcd's default. With another scheme no handshake succeeds.",
    source: 'etcd documentation, "Configuration options"; server/embed/config.go, DefaultListenPeerURLs.',
    follows: [advertisedAddress],
  },
  pool => (runs(pool, 'etcd') ? (pool.plan ? againstPlan(pool, pool.plan) : alone(pool)) : []),
);

/** Without a plan: a listener that other pods cannot reach. With a second container, this may be a proxy for clients. */
const alone = (pool: MemberPool): readonly ManifestFound[] =>
  listeners.flatMap(([key, , serves]): readonly ManifestFound[] => {
    const setting = settingOf(pool, key);
    const entries = peerEntries(setting?.value ?? '');
    const proxied = serves === 'clients' && pool.containers.filter(({ init }) => !init).length > 1;
    if (!setting || proxied || entries.length === 0 || !entries.every(({ host }) => isLoopback(host))) return [];
    const problem = `${setting.name} is '${setting.value}', which no other pod can reach for ${serves}`;
    return [{ object: setting.object, path: setting.path, problem, fix: `listen on 0.0.0.0:${entries[0]?.port ?? ''}` }];
  });

const againstPlan = (pool: MemberPool, { system }: PlannedPool): readonly ObjectFound[] =>
  listeners.flatMap(([key, advertised, serves]): readonly ObjectFound[] => {
    const ports = system.engine.ports.filter(port => port.serves.includes(serves)).map(({ port }) => port);
    const setting = settingOf(pool, key);
    const fix = `listen on 0.0.0.0:${ports[0] ?? ''}`;
    if (!setting)
      return [
        {
          path: pool.member.path,
          ...untold(pool, `--${key}`),
          problem: `--${key} is missing, so etcd listens for ${serves} on localhost only`,
          fix,
        },
      ];
    const { name, path, value } = setting;
    const reached = peerEntries(value).filter(({ host, port }) => !isLoopback(host) && port !== undefined && ports.includes(port));
    if (reached.length === 0) {
      return [{ path, problem: `${name} is '${value}', so no other pod reaches port ${ports.join(', ')} for ${serves}`, fix }];
    }
    const other = settingOf(pool, advertised);
    const scheme = peerEntries(other?.value ?? '')[0]?.scheme;
    if (scheme === undefined || reached.some(entry => entry.scheme === scheme)) return [];
    const problem = `${name} has ${reached[0]?.scheme ?? 'no scheme'}, and the member advertises ${scheme}`;
    return [{ path, problem, fix: `listen with ${scheme}`, reads: other ? [fieldOf(other.object, ...other.path)] : [] }];
  });
