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

/** Members that wait for each other wait for all voters of the group, wherever they are. */
export const expectedVoters = groupRule(
  {
    name: 'membership/expected-voters',
    severity: 'error',
    demands: 'The number of voters that a member is told to expect is the number of voters of the whole group.',
    why: 'Told of fewer, the members of one cluster form a group without the others, and there are two; told of more, none is ever formed.',
    source: 'rqlite cluster/bootstrap.go and documentation, "Automatic clustering"; arithmetic.',
    follows: [bootstrapInputs, unreadInputs],
  },
  group => {
    const { plan, pools, name } = group;
    // Without a plan the lists of peers must name exactly the pods that are there.
    const voters = plan ? plan.members.filter(({ role }) => role === 'voter').length : votersOf(group)?.votes;
    if (voters === undefined) return [];
    const expectations = (pool: MemberPool): readonly Setting[] => settingsOf(pool).filter(isExpectation);
    const usual = defaultSettings(pools, expectations);
    return pools.flatMap((pool): readonly ManifestFound[] => {
      const own = expectations(pool);
      const [missing] = own.length === 0 ? usual.values() : [];
      if (missing !== undefined) {
        const problem = `nothing tells the members how many voters to expect, as ${missing} does in other clusters of group ${name}`;
        const fix = `give them ${missing} from the bootstrap ConfigMap`;
        return [{ object: pool.object, path: pool.member.path, ...untold(pool, missing), problem, fix }];
      }
      return (
        own
          // What stands for a variable is not known without a plan.
          .filter(({ value }) => value.trim() !== String(voters) && (plan || /^\d+$/.test(value.trim())))
          .map(setting => ({
            object: setting.object,
            path: setting.path,
            problem: `${setting.name} is '${setting.value}' and group ${name} has ${voters} voters${plan ? ' over all its clusters' : ''}`,
            fix: `make it ${voters}`,
          }))
      );
    });
  },
);
