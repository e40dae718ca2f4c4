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

/** An etcd member can be reached from outside its pod. */
export const listensOutside = memberRule(
  {
    name: 'membership/listen',
    severity: 'error',
    demands:
      'An etcd member listens for peers and for clients on an address that others reach, at the port and in the scheme that it advertises.',
    why: "A process that listens on localhost is there for its own pod only, and left out, that is etcd's default. In another scheme no handshake succeeds.",
    source: 'etcd documentation, "Configuration options"; server/embed/config.go, DefaultListenPeerURLs.',
    follows: [advertisedAddress],
  },
  pool => (runs(pool, 'etcd') ? (pool.plan ? againstPlan(pool, pool.plan) : alone(pool)) : []),
);

/** Without a plan: a listener for others that they cannot reach. A proxy beside the member may be there for clients. */
const alone = (pool: MemberPool): readonly ManifestFound[] =>
  listeners.flatMap(([key, , serves]): readonly ManifestFound[] => {
    const setting = settingOf(pool, key);
    const entries = peerEntries(setting?.value ?? '');
    const proxied = serves === 'clients' && pool.containers.filter(({ init }) => !init).length > 1;
    if (!setting || proxied || entries.length === 0 || !entries.every(({ host }) => isLoopback(host))) return [];
    const problem = `${setting.name} is '${setting.value}', where no other pod reaches it for ${serves}`;
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
          problem: `--${key} is left out, and etcd listens for ${serves} on localhost only`,
          fix,
        },
      ];
    const { name, path, value } = setting;
    const reached = peerEntries(value).filter(({ host, port }) => !isLoopback(host) && port !== undefined && ports.includes(port));
    if (reached.length === 0) {
      return [{ path, problem: `${name} is '${value}', where no other pod reaches port ${ports.join(', ')} for ${serves}`, fix }];
    }
    const other = settingOf(pool, advertised);
    const scheme = peerEntries(other?.value ?? '')[0]?.scheme;
    if (scheme === undefined || reached.some(entry => entry.scheme === scheme)) return [];
    const problem = `${name} listens for ${reached[0]?.scheme ?? 'no scheme'}, and the member advertises ${scheme}`;
    return [{ path, problem, fix: `listen for ${scheme}`, reads: other ? [fieldOf(other.object, ...other.path)] : [] }];
  });
