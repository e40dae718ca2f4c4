import { Construct } from 'constructs';
import type { Metadata } from '../domain/kubernetes-object';
import { systemLabels } from './labels';
import { Manifest } from './manifest';
import { kubernetes } from './plain';
import { Wave, wave } from './sync';
import type { RenderedSystem } from './unit-plan';

/** The members' own ServiceAccount, and the right to read pods only where discovery asks the API server. */
export class MemberAccess extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem) {
    super(scope, id);
    const discovers = plan.system.discovery?.kind === 'kubernetes-api';
    new Manifest(
      this,
      'account',
      kubernetes('ServiceAccount', { metadata: named(plan, plan.name), automountServiceAccountToken: discovers }),
    );
    if (!discovers) return;
    const name = `${plan.name}-peers`;
    new Manifest(
      this,
      'role',
      kubernetes('Role', {
        metadata: named(plan, name),
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      }),
    );
    new Manifest(
      this,
      'binding',
      kubernetes('RoleBinding', {
        metadata: named(plan, name),
        subjects: [{ kind: 'ServiceAccount', name: plan.name, namespace: plan.namespace }],
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      }),
    );
  }
}

const named = (plan: RenderedSystem, name: string): Metadata => ({
  name,
  namespace: plan.namespace,
  labels: systemLabels(plan),
  annotations: wave(Wave.foundation),
});
