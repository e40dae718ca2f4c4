import type { ManifestCases } from '../manifest-case';

const api = 'whitewater-kubernetes-api';

const binding = (name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name, namespace: 'settings' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [{ kind: 'ServiceAccount', name: 'settings', namespace: 'settings' }],
});

/** Cases of the rules in lib/rules/rbac. */
export const rbac: ManifestCases = {
  'rbac/wildcard': [
    {
      situation: 'a role that may do everything to pods',
      variant: api,
      edit: output => output.set('dublin', 'Role whitewater-peers', 'rules[0].verbs', ['get', '*']),
      finds: [{ at: 'whitewater/dublin', says: ["'*' in verbs"], object: 'Role whitewater-peers', field: 'rules[0].verbs[1]' }],
    },
    {
      situation: 'a role over every resource',
      edit: output => output.set('dublin', 'ClusterRole external-dns-local', 'rules[0].resources[0]', '*'),
      finds: [{ at: 'external-dns/dublin', says: ['every resource'] }],
    },
    {
      situation: 'a role over every API group',
      edit: output => output.set('dublin', 'ClusterRole external-dns-local', 'rules[2].apiGroups[0]', '*'),
      finds: [{ at: 'external-dns/dublin', says: ['every API group'] }],
    },
    {
      situation: 'a role that may do everything, as one finding',
      edit: output =>
        output.set('dublin', 'ClusterRole external-dns-local', 'rules[0]', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
      finds: [
        {
          at: 'external-dns/dublin',
          says: ["'*' in verbs, resources and apiGroups: it may do everything, covers every resource"],
          field: 'rules[0]',
          count: 1,
        },
      ],
    },
    {
      situation: 'every verb, one by one',
      variant: api,
      boundary: true,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules[0].verbs', ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
      finds: [],
    },
  ],
  'rbac/secrets': [
    {
      situation: 'a role that lists Secrets',
      variant: api,
      edit: output => output.set('dublin', 'Role whitewater-peers', 'rules[0].resources', ['pods', 'secrets']),
      finds: [{ at: 'whitewater/dublin', says: ['get, list, watch Secrets of any name'], field: 'rules[0].resources[1]' }],
    },
    {
      situation: 'a role that watches one Secret',
      variant: api,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules[1]', {
          apiGroups: [''],
          resources: ['secrets'],
          resourceNames: ['tls'],
          verbs: ['get', 'watch'],
        }),
      finds: [{ at: 'whitewater/dublin', says: ['watch Secrets of tls'] }],
    },
    {
      situation: 'a role that gets one Secret by its name',
      variant: api,
      boundary: true,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules[1]', {
          apiGroups: [''],
          resources: ['secrets'],
          resourceNames: ['tls'],
          verbs: ['get'],
        }),
      finds: [],
    },
    {
      situation: 'a resource of that name in another API group',
      variant: api,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules[1]', {
          apiGroups: ['vault.example.test'],
          resources: ['secrets'],
          verbs: ['list'],
        }),
      finds: [],
    },
  ],
  'rbac/escalation': [
    {
      situation: 'a role that may give other roles',
      variant: api,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules[1]', {
          apiGroups: ['rbac.authorization.k8s.io'],
          resources: ['roles'],
          verbs: ['bind'],
        }),
      finds: [{ at: 'whitewater/dublin', says: ['may bind roles'], field: 'rules[1].verbs[0]' }],
    },
    {
      situation: 'a role that may give other roles in two ways, as one finding',
      variant: api,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules[1]', {
          apiGroups: ['rbac.authorization.k8s.io'],
          resources: ['roles'],
          verbs: ['get', 'bind', 'escalate'],
        }),
      finds: [{ at: 'whitewater/dublin', says: ['may bind, escalate roles'], field: 'rules[1].verbs', count: 1 }],
    },
    {
      situation: 'a binding to the role of administrators',
      edit: output => output.set('dublin', 'ClusterRoleBinding external-dns-local', 'roleRef.name', 'cluster-admin'),
      finds: [{ at: 'external-dns/dublin', says: ['ClusterRole cluster-admin'], field: 'roleRef.name' }],
    },
    {
      situation: 'a role for every account of the cluster',
      edit: output =>
        output.set('dublin', 'ClusterRoleBinding external-dns-local', 'subjects[0]', { kind: 'Group', name: 'system:serviceaccounts' }),
      finds: [{ at: 'external-dns/dublin', says: ['system:serviceaccounts'] }],
    },
    {
      situation: 'a role for a group of people',
      boundary: true,
      edit: output =>
        output.add('dublin', 'team', {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: 'team' },
          roleRef: { kind: 'ClusterRole', name: 'view' },
          subjects: [{ kind: 'Group', name: 'platform' }],
        }),
      finds: [],
    },
  ],
  'rbac/subjects': [
    {
      situation: 'a binding to a role that is not made',
      variant: api,
      edit: output => output.set('dublin', 'RoleBinding whitewater-peers', 'roleRef.name', 'peers'),
      finds: [{ at: 'whitewater/dublin', says: ['Role peers', 'does not exist here'], field: 'roleRef.name' }],
    },
    {
      situation: 'a role that is gone',
      variant: api,
      edit: output => output.remove('dublin', 'Role whitewater-peers'),
      finds: [{ at: 'whitewater/dublin', says: ['Role whitewater-peers'] }],
    },
    {
      situation: 'a chart’s binding that misses the role beside it',
      edit: output => output.set('dublin', 'ClusterRoleBinding external-dns-local', 'roleRef.name', 'external-dns'),
      finds: [{ at: 'external-dns/dublin', says: ['ClusterRole external-dns'] }],
    },
    {
      situation: 'a binding to an account that is not made',
      edit: output => output.set('dublin', 'ClusterRoleBinding external-dns-local', 'subjects[0].name', 'external-dns'),
      finds: [{ at: 'external-dns/dublin', says: ["account 'external-dns'"], field: 'subjects[0]' }],
    },
    {
      situation: 'a binding to the account of another namespace',
      edit: output => output.set('dublin', 'ClusterRoleBinding external-dns-local', 'subjects[0].namespace', 'dns'),
      finds: [{ at: 'external-dns/dublin', says: ["namespace 'dns'"] }],
    },
    {
      situation: 'a binding that gives a role to nobody',
      edit: output => output.set('dublin', 'ClusterRoleBinding external-dns-local', 'subjects', []),
      finds: [{ at: 'external-dns/dublin', says: ['to no account'] }],
    },
    {
      situation: 'a chart that binds a role and an account that others make',
      boundary: true,
      edit: output =>
        output.add('dublin', 'team', {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: 'team' },
          roleRef: { kind: 'ClusterRole', name: 'monitoring' },
          subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
        }),
      finds: [],
    },
  ],
  'rbac/discovery': [
    {
      situation: 'members that may not list their peers',
      variant: api,
      edit: output => output.set('dublin', 'Role whitewater-peers', 'rules[0].verbs', ['get', 'watch']),
      finds: [{ at: 'whitewater/dublin', says: ['may not list pods'], object: 'StatefulSet whitewater' }],
    },
    {
      situation: 'members whose right is of another resource',
      variant: api,
      edit: output => output.set('dublin', 'Role whitewater-peers', 'rules[0].resources', ['endpoints']),
      finds: [{ at: 'whitewater/dublin', says: ['get, list, watch pods'] }],
    },
    {
      situation: 'members whose right nobody gives them',
      variant: api,
      edit: output => output.remove('dublin', 'RoleBinding whitewater-peers'),
      finds: [{ at: 'whitewater/dublin', says: ['get, list, watch pods'] }],
    },
    {
      situation: 'a right to one pod alone',
      variant: api,
      boundary: true,
      edit: output => output.set('dublin', 'Role whitewater-peers', 'rules[0].resourceNames', ['whitewater-10']),
      finds: [{ at: 'whitewater/dublin', says: ['may not get, list, watch pods'] }],
    },
    {
      situation: 'members with a right that their discovery does not need',
      edit: output => output.add('dublin', 'settings', binding('view')),
      finds: [{ at: 'settings/dublin', says: ['ClusterRole view', 'static-peers'], object: 'RoleBinding view' }],
    },
    {
      situation: 'a right to more than pods, by another rule',
      variant: api,
      boundary: true,
      edit: output =>
        output.set('dublin', 'Role whitewater-peers', 'rules', [
          { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get'] },
          { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
        ]),
      finds: [],
    },
  ],
  'rbac/external-dns': [
    {
      situation: 'an ExternalDNS that may not watch what it publishes',
      edit: output => output.unset('london', 'ClusterRole external-dns-global', 'rules[0].verbs[2]'),
      finds: [
        {
          at: 'external-dns/london',
          says: ["'external-dns-global'", 'may not watch dnsendpoints'],
          object: 'Deployment external-dns-global',
        },
      ],
    },
    {
      situation: 'an ExternalDNS that may not see the addresses of pods',
      edit: output => output.set('london', 'ClusterRole external-dns-local', 'rules[3].resources[0]', 'endpoints'),
      finds: [{ at: 'external-dns/london', says: ['endpointslices'] }],
    },
    {
      situation: 'an ExternalDNS whose role nobody gives it',
      edit: output => output.remove('london', 'ClusterRoleBinding external-dns-global'),
      finds: [{ at: 'external-dns/london', says: ['dnsendpoints/status'] }],
    },
    {
      situation: 'an ExternalDNS of one source that has the rights of that one alone',
      boundary: true,
      edit: output => output.set('london', 'ClusterRole external-dns-global', 'rules[0].verbs', ['get', 'list', 'watch', 'patch']),
      finds: [],
    },
  ],
};
