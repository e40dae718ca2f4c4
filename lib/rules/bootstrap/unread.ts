import { listAt, objectAt, textAt } from '../../manifests/json';
import { namesPeers } from '../../manifests/peer-list';
import { configSources, type Setting, settingKey } from '../../manifests/settings';
import { containersOf } from '../../manifests/workload';
import { plannedMemberRule } from '../member-rule';

const inputs = /^(initial-cluster(-state|-token)?|(.*-)?expect(ed)?(-.*)?)$/;
const isInput = (key: string): boolean => inputs.test(settingKey(key)) || namesPeers({ key: settingKey(key) } as Setting);

/** What the bootstrap ConfigMap says is heard. */
export const unreadInputs = plannedMemberRule(
  {
    name: 'bootstrap/unread',
    severity: 'error',
    demands: 'The members read every list of peers, token, state and expected number of voters that their bootstrap ConfigMap holds.',
    why: 'What is written and not read is changed without effect: a member starts with a default in its place, and a state that turns to existing stays new.',
    source: 'etcd documentation, "Configuration options"; etcd issue 12227.',
  },
  ({ object, cluster, template, containers }) => {
    const variables = containers.flatMap(({ data }) => [
      ...listAt(data, 'env').map(variable => objectAt(variable, 'valueFrom', 'configMapKeyRef')),
      ...listAt(data, 'envFrom').map(from => objectAt(from, 'configMapRef')),
    ]);
    const files = listAt(template.spec, 'volumes').flatMap(configSources);
    const read = new Set<string>();
    for (const source of [...variables, ...files]) {
      const name = textAt(source, 'name') ?? '';
      const keys = [textAt(source, 'key') ?? [], listAt(source, 'items').flatMap(item => textAt(item, 'key') ?? [])].flat();
      for (const key of keys.length > 0 ? keys : ['*']) read.add(`${name} ${key}`);
    }
    const maps = cluster.objects.filter(
      ({ kind, namespace, name }) => kind === 'ConfigMap' && namespace === object.namespace && name === `${object.name}-bootstrap`,
    );
    return maps.flatMap(map =>
      Object.keys(objectAt(map.data, 'data'))
        .filter(key => isInput(key) && !read.has(`${map.name} ${key}`) && !read.has(`${map.name} *`))
        .map(key => ({
          path: containersOf(template)[0]?.path ?? template.specPath,
          problem: `no container reads ${key} of ConfigMap ${map.name}`,
          fix: `give the member a variable ${key} from it`,
        })),
    );
  },
);
