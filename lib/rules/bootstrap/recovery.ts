import { settingsOf } from '../../manifests/pods/member-pool';
import { listAt, textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** Flags for disaster recovery, and why they must not stay. */
const dangerous: Readonly<Record<string, string>> = {
  'force-new-cluster': 'makes each member that starts a new group of its own',
  'force-new-cluster-bump-amount': 'belongs to a forced new cluster',
  'unsafe-no-fsync': 'acknowledges writes that are not on the disk',
  'use-static-peers': 'overwrites the membership at every start',
};

const restores = /\bsnapshot\s+restore\b/;
/** A condition before a restore, which keeps it from overwriting a volume that has data. */
const guarded = /(\bif\b|\btest\b|\[|\|\||&&\s*exit|--skip-if)/;

/** No setting for a recovery stays in the manifests. */
export const recoveryArtefacts = memberRule(
  {
    name: 'bootstrap/recovery',
    severity: 'error',
    demands:
      'Members do not start with settings for a recovery: forced new clusters, writes without fsync, peers.json, or a restore without a condition.',
    why: 'Such a setting takes effect whenever a pod is replaced. It does to a healthy group what was meant for a lost one: it drops members, or acknowledged writes.',
    source:
      'etcd documentation, "Disaster recovery"; HashiCorp Raft and OpenBao documentation on peers.json; rqlite helm-charts, use-static-peers.',
  },
  pool => [
    ...settingsOf(pool)
      .filter(({ key, value }) => Object.hasOwn(dangerous, key) && value !== 'false')
      .map(({ object, path, name, key }) => ({
        object,
        path,
        problem: `${name} ${dangerous[key]}`,
        fix: 'remove it, and recover by hand, never from Git',
      })),
    ...listAt(pool.member.data, 'volumeMounts').flatMap((mount, position) =>
      /\/raft\/peers\.json$/.test(textAt(mount, 'mountPath') ?? '')
        ? [
            {
              path: [...pool.member.path, 'volumeMounts', position, 'mountPath'],
              problem: `${textAt(mount, 'mountPath')} is mounted, so every start overwrites the membership`,
              fix: 'remove it, and recover by hand, never from Git',
            },
          ]
        : [],
    ),
    ...pool.containers.flatMap(({ data, path, name }) => {
      const line = [...listAt(data, 'command'), ...listAt(data, 'args')].join(' ');
      if (!restores.test(line) || guarded.test(line)) return [];
      const problem = `container ${name} restores a snapshot at every start, also into a volume with data`;
      return [{ path, problem, fix: 'restore by hand, or into an empty volume only' }];
    }),
  ],
);
