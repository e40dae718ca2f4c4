import { replicasOf } from '../../manifests/pods/listed-peers';
import { type MemberPool, type PlannedPool, runs, settingOf, settingsOf } from '../../manifests/pods/member-pool';
import { references, wrongPodName } from '../../manifests/pods/pod-name';
import { listAt, type Path, pathText, textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import type { ObjectFound } from '../rule';
import { untold } from '../untold';

/** A member has the name of its pod. */
export const memberIdentity = memberRule(
  {
    name: 'membership/identity',
    severity: 'error',
    demands: "A member's name, and the name in its address, is its pod's name.",
    why: "All members of a cluster have one template, so any other name is the same for several members, or in no peer list. The pod's name stays the same when the pod is replaced.",
    source:
      'etcd documentation, "Clustering Guide": --name must match the entry of --initial-cluster; Kubernetes, "Dependent environment variables".',
  },
  pool => (pool.plan ? againstPlan(pool, pool.plan) : alone(pool)),
);

/** Without a plan: a name that is written out in the template of several members. */
function alone(pool: MemberPool): readonly ObjectFound[] {
  const name = runs(pool, 'etcd') && (replicasOf(pool) ?? 1) > 1 ? settingOf(pool, 'name') : undefined;
  if (!name || name.value.includes('$') || name.object !== pool.object) return [];
  const problem = `${name.name} is '${name.value}', the same for all ${replicasOf(pool)} members`;
  return [{ path: name.path, problem, fix: 'set it from the field metadata.name of the pod' }];
}

function againstPlan(pool: MemberPool, { seat }: PlannedPool): readonly ObjectFound[] {
  const inAddress = settingsOf(pool)
    .filter(({ object, value }) => object === pool.object && value.includes(`.${seat.domain}`))
    .flatMap(({ name, value, path }) => references(value).map(variable => ({ name, variable, path })));
  const uses = [...(runs(pool, 'etcd') ? nameOf(pool) : []), ...inAddress];
  const found = new Map<string, ObjectFound>();
  for (const { name, variable, path } of uses) {
    const wrong = typeof variable === 'string' ? wrongPodName(variable, path, pool.member) : { path, problem: variable.problem };
    if (!wrong) continue;
    // A wrong variable is reported once, not for each use.
    const id = pathText(wrong.path);
    if (found.has(id)) continue;
    const fix = 'set it from the field metadata.name of the pod';
    found.set(id, { path: wrong.path, problem: `${name} ${wrong.problem}`, fix, ...evidence(pool, { name, variable, path }) });
  }
  return [...found.values()];
}

interface Use {
  readonly name: string;
  readonly variable: string | { readonly problem: string };
  readonly path: Path;
}

/** The subject of a finding about a name: the variable with the name, or the missing flag. */
function evidence(pool: MemberPool, { name, variable, path }: Use): Pick<ObjectFound, 'about' | 'reads'> {
  if (path === pool.member.path) return untold(pool, name);
  return typeof variable === 'string' ? untold(pool, variable) : {};
}

/** The settings from which etcd reads its own name. */
function nameOf(pool: MemberPool): readonly Use[] {
  const { member } = pool;
  const setting = settingOf(pool, 'name');
  if (setting) {
    const [variable] = references(setting.value);
    const whole = variable !== undefined && setting.value === `$(${variable})`;
    const problem = `is '${setting.value}', the same for all members of the cluster`;
    return [{ name: setting.name, variable: whole ? variable : { problem }, path: setting.path }];
  }
  const direct = listAt(member.data, 'env').some(variable => textAt(variable, 'name') === 'ETCD_NAME');
  if (direct) return [{ name: 'etcd', variable: 'ETCD_NAME', path: [...member.path, 'args'] }];
  return [{ name: '--name', variable: { problem: "is missing, so every member is called 'default'" }, path: member.path }];
}
