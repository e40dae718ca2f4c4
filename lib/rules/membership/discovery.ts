import { objectOf } from '../../manifests/objects/cluster-objects';
import type { MemberPool, PlannedPool } from '../../manifests/pods/member-pool';
import { type Json, listAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { groupRule } from '../member-rule';
import type { ManifestFound, ObjectFound } from '../rule';
import { fieldOf } from '../subject';
import { untold } from '../untold';

/** The environment variables of all modes of discovery. */
const variables = ['SERVICE_NAME', 'SERVICE_PORT_NAME', 'NAMESPACE', 'LABEL_SELECTOR', 'POD_IP'] as const;

/** Members discover their peers at the right place. */
export const discovery = groupRule(
  {
    name: 'membership/discovery',
    severity: 'error',
    demands: "The variables for discovery name the members' own peer Service, port, namespace and labels.",
    why: 'A member that looks elsewhere finds no peers, or other pods, and waits or starts alone.',
    source: 'Kubernetes, "DNS for Services and Pods"; the modes of discovery of this package.',
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
          const problem = `${name} is missing, and the members of other clusters discover their peers by it`;
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
      'set it from the field metadata.namespace',
    );
  }
  if (name === 'POD_IP') {
    const field = textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath');
    if (field === 'status.podIP' || field === 'status.podIPs') return [];
    return is(`${field ?? value ?? 'something'}, and not the address of the pod`, 'set it from the field status.podIP');
  }
  // A value from another source is unknown here; a variable without value and source is empty.
  if (value === undefined) return valueAt(variable, 'valueFrom') === undefined ? is('empty', 'set its value') : [];
  if (name === 'SERVICE_NAME') {
    return value === service || value.startsWith(`${service}.`)
      ? []
      : is(`${value}, and the members' own Service is ${service}`, `set it to ${service}`);
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
