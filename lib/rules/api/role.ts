import { mayBeOneOf, mustFit } from '../../manifests/api/checks';
import { dnsSubdomain, pathSegment } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const group = 'rbac.authorization.k8s.io';

/** The form of roles and bindings. */
export const roleForm = serverRule(
  {
    name: 'api/role',
    demands: 'Rules of roles name API groups and resources, and bindings name a role and subjects of existing kinds.',
    why: 'The server refuses the role or the binding, so members have no right to look up their peers.',
    source: 'Kubernetes pkg/apis/rbac/validation/validation.go.',
  },
  ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
  (faults, object, { kind }) => {
    const everywhere = kind.startsWith('Cluster');
    if (kind === 'Role' || kind === 'ClusterRole') {
      for (const rule of object.at('rules').items) checkRule(faults, rule, everywhere);
      const sum = object.at('aggregationRule');
      if (everywhere && sum.given && sum.at('clusterRoleSelectors').size === 0)
        faults.push(sum.fault('aggregationRule is empty', 'add clusterRoleSelectors'));
      return;
    }
    const role = object.at('roleRef');
    mayBeOneOf(faults, role.at('apiGroup'), [group]);
    mayBeOneOf(faults, role.at('kind'), everywhere ? ['ClusterRole'] : ['Role', 'ClusterRole']);
    mustFit(faults, role.at('name'), pathSegment, 'write a valid role name');
    for (const subject of object.at('subjects').items) checkSubject(faults, subject, everywhere);
  },
);

function checkRule(faults: Fault[], rule: Field, everywhere: boolean): void {
  const urls = rule.at('nonResourceURLs');
  if (urls.size > 0) {
    if (!everywhere) faults.push(urls.fault('a Role is for one namespace, and URLs have no namespace', 'use a ClusterRole'));
    if (['apiGroups', 'resources', 'resourceNames'].some(name => rule.at(name).size > 0))
      faults.push(urls.fault('one rule has URLs and resources', 'write two rules'));
    return;
  }
  if (rule.at('apiGroups').size === 0) faults.push(rule.fault('the rule names no apiGroups', "add them; the core group is ''"));
  if (rule.at('resources').size === 0) faults.push(rule.fault('the rule names no resources', 'add them'));
}

function checkSubject(faults: Fault[], subject: Field, everywhere: boolean): void {
  const kind = subject.at('kind');
  const own = subject.at('apiGroup');
  mayBeOneOf(faults, kind, ['ServiceAccount', 'User', 'Group']);
  if (kind.text === 'ServiceAccount') {
    mustFit(faults, subject.at('name'), dnsSubdomain, 'write a valid ServiceAccount name');
    if (own.text !== '') faults.push(own.fault(`a ServiceAccount is in the core group, and apiGroup is ${quoted(own.text)}`, 'remove it'));
    if (everywhere && subject.at('namespace').text === '') faults.push(subject.fault('the ServiceAccount has no namespace', 'add it'));
  } else if (kind.text === 'User' || kind.text === 'Group') mayBeOneOf(faults, own, [group]);
}
