import { runs, settingOf } from '../../manifests/pods/member-pool';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { untold } from '../untold';
import { bootstrapInputs } from './inputs';
import { unreadInputs } from './unread';

/** The token of a group distinguishes it from every other group. */
export const bootstrapToken = groupRule(
  {
    name: 'bootstrap/token',
    severity: 'error',
    demands: 'All etcd members of a group have the initial-cluster-token of the plan, and no other group has it.',
    why: 'etcd computes the id of the group from the token. Members with different tokens refuse each other, and members of two groups with the same token can join the wrong group.',
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
      // The default of etcd, so every group without a token has the same one.
      const given = setting?.value ?? 'etcd-cluster';
      if (given === wanted) return [];
      const other = pool.plan?.system.groups.find(({ token }) => token === given);
      const origin = other ? `, the token of group ${other.name}` : setting ? '' : ', the default';
      return [
        {
          object: setting?.object ?? pool.object,
          path: setting?.path ?? pool.member.path,
          ...(setting ? {} : untold(pool, 'ETCD_INITIAL_CLUSTER_TOKEN')),
          problem: `the initial-cluster-token is '${given}'${origin}, and group ${name} has '${wanted}'`,
          fix: `set it to '${wanted}'`,
        },
      ];
    });
  },
);
