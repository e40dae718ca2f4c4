import { placeName } from '../../../lib/manifests/objects/unit-manifests';
import { writtenGroup } from '../../rules/written-group';
import { checked, type Files, foundIn, rulesIn } from './folder';

/** The group's objects, one in each file of a folder. */
const apart = (folder: string): Files =>
  Object.fromEntries(Object.entries(writtenGroup()).map(([name, object]) => [`${folder}${name}.yaml`, [object]]));
const together = (file: string): Files => ({ [file]: Object.values(writtenGroup()) });

describe('a group without a plan is right', () => {
  it.each<[string, Files]>([
    ['in one file', together('kv.yaml')],
    ['in one file of a folder', together('prod/kv.yaml')],
    ['in a file for each object', apart('')],
    ['in a file for each object of a folder', apart('kv/')],
    ['in a file for each object of a base', apart('base/')],
    ['in a file for each object, two folders down', apart('prod/kv/')],
    ['in two environments, a file each', { ...together('a/kv.yaml'), ...together('b/kv.yaml') }],
    ['in two environments, a file for each object', { ...apart('a/'), ...apart('b/') }],
    ['in two environments, two folders down', { ...apart('envs/a/kv/'), ...apart('envs/b/kv/') }],
  ])('%s', (_, files) => {
    expect(foundIn(files).filter(line => !line.startsWith('output/duplicate'))).toEqual([]);
  });

  it('with its parts in folders by kind', () => {
    const { account, peers, budget, members } = writtenGroup();
    expect(
      foundIn({
        'accounts/kv.yaml': [account],
        'policies/kv.yaml': [budget],
        'services/kv.yaml': [peers],
        'statefulsets/kv.yaml': [members],
      }),
    ).toEqual([]);
  });

  it('with what alternatives share in another file, and in the folder above', () => {
    const { account, peers, budget, members } = writtenGroup();
    const smaller = structuredClone(members);
    smaller.spec.template.metadata.labels.size = 'small';
    const files = {
      'shared.yaml': [account, budget],
      'kv/peers.yaml': [peers],
      'kv/small.yaml': [smaller],
      'kv/large.yaml': [members],
    };
    expect(rulesIn(files)).toEqual(['output/duplicate']);
    expect(checked(files).members.groups.map(({ sets }) => sets.map(({ at }) => at))).toEqual([['kv/large.yaml'], ['kv/small.yaml']]);
  });
});

describe('a group without a plan is not right', () => {
  it('in the one environment that has no budget', () => {
    const { budget: _, ...rest } = writtenGroup();
    const found = foundIn({ ...together('a/kv.yaml'), 'b/kv.yaml': Object.values(rest) });
    expect(found.filter(line => !line.startsWith('output/duplicate'))).toEqual([
      expect.stringMatching(/^disruption\/budget b\/kv\.yaml: 3 of the 3 voters of group kv .*: StatefulSet kv 3 of 3 \(no budget\)$/),
    ]);
  });

  it('in two clusters that are named, where the same members are in both', () => {
    const files = Object.fromEntries(
      ['a', 'b'].map(cluster => {
        const group = writtenGroup();
        const [etcd] = group.members.spec.template.spec.containers;
        etcd.args[1] = etcd.args[1].replaceAll('.kv-peers:', '.kv.example.test:');
        return [`${cluster}/kv.yaml`, Object.values(group)] as const;
      }),
    );
    expect(foundIn(files).filter(line => !line.startsWith('output/duplicate'))).toEqual([]);
    expect(foundIn(files, ['a', 'b'])).toContainEqual(expect.stringMatching(/^membership\/ordinals b\/kv\.yaml: kv-0 .* here and in a,/));
    expect(checked(files, ['a', 'b']).findings.map(({ at }) => at)).toContain('b');
  });

  it('in a folder with a plan that cannot be read, which is one of ours', () => {
    const { budget: _, ...rest } = writtenGroup();
    const found = foundIn({ 'a/kv/kv.yaml': Object.values(rest), 'fleet.json': '{' });
    expect(found.map(line => line.split(' ')[0])).toEqual(['disruption/budget', 'output/unreadable']);
  });
});

describe('alternatives', () => {
  const config = (name: string, file = ''): object => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'kv' },
    data: { file },
  });
  const names = ['a', 'b', 'c', 'd', 'e'].map(name => config(name));

  it('are one warning for each two files that describe the same objects', () => {
    const { findings } = checked({ 'one.yaml': names, 'two.yaml': names, 'x/three.yaml': names.slice(0, 1) });
    expect(findings.slice(1).map(({ rule, severity, problem, location }) => [rule, severity, location?.file, problem])).toEqual([
      ['output/duplicate', 'warning', 'one.yaml', 'an object is also in x/three.yaml: ConfigMap a'],
      ['output/duplicate', 'warning', 'two.yaml', '5 objects are also in one.yaml: ConfigMap a, ConfigMap b, ConfigMap c and 2 more'],
    ]);
  });

  it('are one warning for a file whose objects are in several others', () => {
    const files = Object.fromEntries(names.map((object, at) => [`base/${at}.yaml`, [object]]));
    const { findings } = checked({ ...files, 'install.yaml': names });
    expect(findings.slice(1).map(({ location, problem }) => [location?.file, problem])).toEqual([
      [
        'install.yaml',
        '5 objects are also in 5 other files: ConfigMap a (base/0.yaml), ConfigMap b (base/1.yaml), ConfigMap c (base/2.yaml) and 2 more',
      ],
    ]);
  });

  it('are errors within one file, one for each object', () => {
    const { findings } = checked({ 'one.yaml': [...names.slice(0, 2), ...names.slice(0, 2)] });
    expect(findings.slice(1).map(({ severity, problem }) => [severity, problem])).toEqual([
      ['error', "ConfigMap a of the namespace 'kv' is also in one.yaml, document 1"],
      ['error', "ConfigMap b of the namespace 'kv' is also in one.yaml, document 2"],
    ]);
  });

  it('are none where another namespace, kind or cluster has the name', () => {
    const other = { ...config('a'), metadata: { name: 'a', namespace: 'other' } };
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a', namespace: 'kv' } };
    expect(foundIn({ 'x/one.yaml': [config('a')], 'two.yaml': [other, account] })).toEqual([]);
    expect(foundIn({ 'x/one.yaml': [config('a')], 'y/one.yaml': [config('a')] }, ['x', 'y'])).toEqual([]);
  });

  it('are not made by a namespace that several files make', () => {
    const { account, peers, budget, members } = writtenGroup();
    const space = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'kv',
        labels: Object.fromEntries(
          ['enforce', 'audit', 'warn'].flatMap(mode => [
            [`pod-security.kubernetes.io/${mode}`, 'restricted'],
            [`pod-security.kubernetes.io/${mode}-version`, 'v1.34'],
          ]),
        ),
      },
    };
    expect(rulesIn({ 'a.yaml': [space, account, members], 'b.yaml': [space, peers, budget] })).toEqual(['output/duplicate']);
  });
});

describe('a place', () => {
  it.each([
    ['settings', 'dublin', 'settings/dublin'],
    ['.', 'dublin', 'dublin'],
    ['prod/kv', '', 'prod/kv'],
    ['.', '', '.'],
  ])('of unit %s in cluster %j is %s', (unit, cluster, name) => {
    expect(placeName({ unit, cluster })).toBe(name);
  });
});
