import { defaultSettings } from '../../manifests/pods/default-settings';
import { votersOf } from '../../manifests/pods/disruption-budget';
import { type MemberPool, settingsOf } from '../../manifests/pods/member-pool';
import type { Setting } from '../../manifests/pods/settings';
import { bootstrapInputs } from '../bootstrap/inputs';
import { unreadInputs } from '../bootstrap/unread';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { untold } from '../untold';

const expects = /(^|-)(bootstrap-expect|expected-(voters|members|peers|nodes|servers)|expect-(voters|members|peers|nodes|servers))$/;
const isExpectation = ({ key }: Setting): boolean => expects.test(key);

/** Members that wait for each other wait for the voters of all clusters. */
export const expectedVoters = groupRule(
  {
    name: 'membership/expected-voters',
    severity: 'error',
    demands: 'A member expects as many voters as the whole group has.',
    why: 'If the number is too small, the members of one cluster form a group without the others, and there are two groups. If it is too large, no group ever forms.',
    source: 'rqlite cluster/bootstrap.go and documentation, "Automatic clustering"; arithmetic.',
    follows: [bootstrapInputs, unreadInputs],
  },
  group => {
    const { plan, pools, name } = group;
    // Without a plan the number is known only if the lists of peers name exactly the existing pods.
    const voters = plan ? plan.members.filter(({ role }) => role === 'voter').length : votersOf(group)?.votes;
    if (voters === undefined) return [];
    const expectations = (pool: MemberPool): readonly Setting[] => settingsOf(pool).filter(isExpectation);
    const usual = defaultSettings(pools, expectations);
    return pools.flatMap((pool): readonly ManifestFound[] => {
      const own = expectations(pool);
      const [missing] = own.length === 0 ? usual.values() : [];
      if (missing !== undefined) {
        const problem = `the members have no ${missing}, which says how many voters to expect in other clusters of group ${name}`;
        const fix = `set ${missing} from the bootstrap ConfigMap`;
        return [{ object: pool.object, path: pool.member.path, ...untold(pool, missing), problem, fix }];
      }
      return (
        own
          // Without a plan, only plain numbers can be compared.
          .filter(({ value }) => value.trim() !== String(voters) && (plan || /^\d+$/.test(value.trim())))
          .map(setting => ({
            object: setting.object,
            path: setting.path,
            problem: `${setting.name} is '${setting.value}' and group ${name} has ${voters} voters${plan ? ' over all its clusters' : ''}`,
            fix: `set it to ${voters}`,
          }))
      );
    });
  },
);
