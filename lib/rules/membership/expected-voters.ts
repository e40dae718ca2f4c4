import { defaultSettings } from '../../manifests/pods/default-settings';
import { type MemberPool, settingsOf } from '../../manifests/pods/member-pool';
import type { Setting } from '../../manifests/pods/settings';
import { groupRule } from '../member-rule';
import type { ManifestFound } from '../rule';

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
  },
  ({ plan, pools, name }) => {
    if (!plan) return [];
    const voters = plan.members.filter(({ role }) => role === 'voter').length;
    const expectations = (pool: MemberPool): readonly Setting[] => settingsOf(pool).filter(isExpectation);
    const usual = defaultSettings(pools, expectations);
    return pools.flatMap((pool): readonly ManifestFound[] => {
      const own = expectations(pool);
      const [missing] = own.length === 0 ? usual.values() : [];
      if (missing !== undefined) {
        const problem = `nothing tells the members how many voters to expect, as ${missing} does in other clusters of group ${name}`;
        return [{ object: pool.object, path: pool.member.path, problem, fix: `give them ${missing} from the bootstrap ConfigMap` }];
      }
      return own
        .filter(({ value }) => value.trim() !== String(voters))
        .map(setting => ({
          object: setting.object,
          path: setting.path,
          problem: `${setting.name} is '${setting.value}' and group ${name} has ${voters} voters over all its clusters`,
          fix: `make it ${voters}`,
        }));
    });
  },
);
