import { objectOf } from '../../manifests/objects/cluster-objects';
import type { MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { type Json, listAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { groupRule } from '../member-rule';
import type { ManifestFound, ObjectFound } from '../rule';
import { fieldOf } from '../subject';
import { untold } from '../untold';

/** What the modes of discovery tell a member, and what each must be. */
const variables = ['SERVICE_NAME', 'SERVICE_PORT_NAME', 'NAMESPACE', 'LABEL_SELECTOR', 'POD_IP'] as const;

/** Members that look for each other look where the members are. */
export const discovery = groupRule(
  {
    name: 'membership/discovery',
    severity: 'error',
    demands: 'What a member is given to discover its peers by leads to them: the peer Service, its port, the namespace, the labels.',
    why: 'A member that looks elsewhere finds nobody, or the pods of something else, and waits or starts alone.',
    source: 'Kubernetes, "DNS for Services and Pods"; the three modes of discovery that the requirements name.',
  },
  ({ pools }) => {
    const set = pools.map(
      pool => new Map(listAt(pool.member.data, 'env').map((variable, position) => [textAt(variable, 'name'), position])),
    );
    const usual = variables.filter(name => 2 * set.filter(names => names.has(name)).length > pools.length);
    return pools.flatMap((pool, position): readonly ManifestFound[] => {
      const { plan, object, member } = pool;
      if (!plan) return [];
      const names = set[position];
      return usual.flatMap((name): readonly ManifestFound[] => {
        const at = names?.get(name);
        if (at === undefined) {
          const problem = `${name} is left out, by which the members of the other clusters discover their peers`;
          return [{ object, path: member.path, ...untold(pool, name), problem, fix: 'restore it' }];
        }
        const path = [...member.path, 'env', at];
        const reads = [fieldOf(object, ...path)];
        return wrong(name, pool, plan, path, listAt(member.data, 'env')[at]).map(found => ({ object, ...found, reads }));
      });
    });
  },
);

function wrong(
  name: (typeof variables)[number],
  pool: MemberPool,
  { system }: PlannedPool,
  path: Path,
  variable: Json | undefined,
): readonly ObjectFound[] {
  const { object, template, cluster } = pool;
  const value = textAt(variable, 'value');
  const service = textAt(object.data, 'spec', 'serviceName') ?? '';
  const is = (problem: string, fix: string): readonly ObjectFound[] => [{ path, problem: `${name} is ${problem}`, fix }];
  if (name === 'NAMESPACE') {
    const field = textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath');
    if (field === 'metadata.namespace' || value === object.namespace) return [];
    return is(
      `${field ?? value ?? 'something'}, and the members are in namespace ${system.namespace}`,
      'take it from the field metadata.namespace',
    );
  }
  if (name === 'POD_IP') {
    const field = textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath');
    if (field === 'status.podIP' || field === 'status.podIPs') return [];
    return is(`${field ?? value ?? 'something'}, and not the address of the pod`, 'take it from the field status.podIP');
  }
  // What comes from elsewhere is not known; what comes from nowhere is empty.
  if (value === undefined) return valueAt(variable, 'valueFrom') === undefined ? is('empty', 'give it its value') : [];
  if (name === 'SERVICE_NAME') {
    return value === service || value.startsWith(`${service}.`)
      ? []
      : is(`${value}, and the members' own Service is ${service}`, `make it ${service}`);
  }
  if (name === 'SERVICE_PORT_NAME') {
    const own = objectOf(cluster, 'Service', service, object.namespace);
    const ports = listAt(own?.data, 'spec', 'ports').flatMap(port => textAt(port, 'name') ?? []);
    return !own || ports.includes(value)
      ? []
      : is(`${value}, and Service ${service} has ports ${ports.join(', ')}`, 'name a port of the Service');
  }
  const lacking = value.split(',').filter(pair => {
    const [key = '', wanted] = pair.split(/==?/);
    return wanted !== undefined && template.labels[key.trim()] !== wanted.trim();
  });
  return lacking.length === 0
    ? []
    : is(`${value}, and no member has the label ${lacking.join(', ')}`, "use the labels of the pods' template");
}
