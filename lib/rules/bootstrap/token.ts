import { runs, settingOf } from '../../manifests/pods/member-pool';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { untold } from '../untold';
import { bootstrapInputs } from './inputs';
import { unreadInputs } from './unread';

/** A group is told from every other by its token. */
export const bootstrapToken = groupRule(
  {
    name: 'bootstrap/token',
    severity: 'error',
    demands: 'All etcd members of a group have the same initial-cluster-token, which is the one of the plan and of no other group.',
    why: 'The identity of the group is made from it: members with different tokens refuse each other, and two groups with the same one can take each other for their own.',
    source: 'etcd documentation, "Clustering Guide"; server/etcdserver/api/membership/cluster.go, genID.',
    follows: [bootstrapInputs, unreadInputs],
  },
  ({ plan, pools, name }) => {
    const etcd = pools.filter(pool => runs(pool, 'etcd'));
    const first = etcd.map(pool => settingOf(pool, 'initial-cluster-token')).find(setting => setting !== undefined);
    const wanted = plan?.token ?? first?.value;
    if (wanted === undefined) return [];
    return etcd.flatMap((pool): readonly ManifestFound[] => {
      const setting = settingOf(pool, 'initial-cluster-token');
      // What etcd takes where it is told nothing; its own default, so every such group has the same.
      const given = setting?.value ?? 'etcd-cluster';
      if (given === wanted) return [];
      const other = pool.plan?.system.groups.find(({ token }) => token === given);
      const whose = other ? `, the token of group ${other.name}` : setting ? '' : ', as nothing says another';
      return [
        {
          object: setting?.object ?? pool.object,
          path: setting?.path ?? pool.member.path,
          ...(setting ? {} : untold(pool, 'ETCD_INITIAL_CLUSTER_TOKEN')),
          problem: `the initial-cluster-token is '${given}'${whose}, and group ${name} has '${wanted}'`,
          fix: `make it '${wanted}'`,
        },
      ];
    });
  },
);
