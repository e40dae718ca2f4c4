import { objectOf } from '../../manifests/objects/cluster-objects';
import { namesPeers } from '../../manifests/pods/peer-list';
import { configSources, type Setting, settingKey } from '../../manifests/pods/settings';
import { listAt, objectAt, textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';
import { untold } from '../untold';
import { bootstrapInputs } from './inputs';

const inputs = /^(initial-cluster(-state|-token)?|(.*-)?expect(ed)?(-.*)?)$/;
const isInput = (key: string): boolean => inputs.test(settingKey(key)) || namesPeers({ key: settingKey(key) } as Setting);

/** Members read every input of their bootstrap ConfigMap. */
export const unreadInputs = plannedMemberRule(
  {
    name: 'bootstrap/unread',
    severity: 'error',
    demands: 'The members read every list of peers, token, state and expected number of voters that their bootstrap ConfigMap holds.',
    why: 'A change of an input that no member reads has no effect. A member starts with the default instead, and its cluster state stays new when the ConfigMap says existing.',
    source: 'etcd documentation, "Configuration options"; etcd issue 12227.',
    follows: [bootstrapInputs],
  },
  pool => {
    const { object, cluster, template, containers, member } = pool;
    const map = objectOf(cluster, 'ConfigMap', `${object.name}-bootstrap`, object.namespace);
    const keys = Object.keys(objectAt(map?.data, 'data')).filter(isInput);
    if (!map || keys.length === 0) return [];
    const read = new Set<string>();
    for (const { data } of containers) {
      for (const variable of listAt(data, 'env')) {
        const source = objectAt(variable, 'valueFrom', 'configMapKeyRef');
        const key = textAt(source, 'key') ?? '';
        // The program does not find a variable with another name.
        if (textAt(source, 'name') === map.name && textAt(variable, 'name') === key) read.add(key);
      }
      if (listAt(data, 'envFrom').some(from => textAt(from, 'configMapRef', 'name') === map.name && !textAt(from, 'prefix'))) return [];
    }
    for (const source of listAt(template.spec, 'volumes').flatMap(configSources)) {
      if (textAt(source, 'name') !== map.name) continue;
      const items = listAt(source, 'items');
      if (items.length === 0) return [];
      for (const item of items) read.add(textAt(item, 'key') ?? '');
    }
    return keys
      .filter(key => !read.has(key))
      .map(key => ({
        path: member.path,
        ...untold(pool, key),
        problem: `no variable ${key} reads ${key} of ConfigMap ${map.name}`,
        fix: `add a variable ${key} that reads it`,
      }));
  },
);
