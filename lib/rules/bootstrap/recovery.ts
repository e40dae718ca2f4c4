import { settingsOf } from '../../manifests/pods/member-pool';
import { listAt, textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

/** Flags that are for a disaster, and why they must not stay. */
const dangerous: Readonly<Record<string, string>> = {
  'force-new-cluster': 'makes a new group of one member out of each that starts',
  'force-new-cluster-bump-amount': 'belongs to a forced new cluster',
  'unsafe-no-fsync': 'acknowledges writes that are not on the disk',
  'use-static-peers': 'writes the membership anew at every start',
};

const restores = /\bsnapshot\s+restore\b/;
/** What keeps a restore from a volume that holds something: any question before it. */
const guarded = /(\bif\b|\btest\b|\[|\|\||&&\s*exit|--skip-if)/;

/** Nothing of a recovery stays in what runs every day. */
export const recoveryArtefacts = memberRule(
  {
    name: 'bootstrap/recovery',
    severity: 'error',
    demands:
      'Members are not started with what is for a recovery: forced new clusters, writes without fsync, peers.json, a restore without a question before it.',
    why: 'It runs again whenever a pod is replaced, and does to a healthy group what it was meant to do to a lost one: it drops its members, or what they acknowledged.',
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
        fix: 'remove it; recover by hand, and never from Git',
      })),
    ...listAt(pool.member.data, 'volumeMounts').flatMap((mount, position) =>
      /\/raft\/peers\.json$/.test(textAt(mount, 'mountPath') ?? '')
        ? [
            {
              path: [...pool.member.path, 'volumeMounts', position, 'mountPath'],
              problem: `${textAt(mount, 'mountPath')} is mounted, which sets the membership by force at every start`,
              fix: 'remove it; recover by hand, and never from Git',
            },
          ]
        : [],
    ),
    ...pool.containers.flatMap(({ data, path, name }) => {
      const line = [...listAt(data, 'command'), ...listAt(data, 'args')].join(' ');
      if (!restores.test(line) || guarded.test(line)) return [];
      const problem = `container ${name} restores a snapshot at every start, whether the volume holds something or not`;
      return [{ path, problem, fix: 'restore by hand, or into an empty volume only' }];
    }),
  ],
);
