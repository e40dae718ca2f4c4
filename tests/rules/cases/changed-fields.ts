import type { Editable, EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { members } from '../member-edits';

const settings = members('settings');
const whitewater = members('whitewater');
const pod = 'spec.template.spec';
const container = `${pod}.containers[0]`;
const local = 'Deployment external-dns-local';
const global = 'Deployment external-dns-global';
const joinJob = 'Job journal-learner-10-join';
const set = 'ApplicationSet settings';

/** Changes a flag of Dublin's local ExternalDNS. */
const flag =
  (name: string, value: string | undefined) =>
  (output: EditedOutput): void => {
    const given = output.object('dublin', local).spec.template.spec.containers[0];
    const others = given.args.filter((arg: string) => !arg.startsWith(`--${name}=`));
    given.args = value === undefined ? others : [...others, `--${name}=${value}`];
  };

/** Changes flags of the shared ExternalDNS of one of the lab's sites, all of which write what they share. */
const sharedFlags = (output: EditedOutput, ...flags: readonly string[]): void => {
  const given = output.object('s2', global).spec.template.spec.containers[0];
  const names = flags.map(each => each.slice(0, each.indexOf('=') + 1));
  given.args = [...given.args.filter((arg: string) => !names.some(name => arg.startsWith(name))), ...flags];
};

const inShared = (...says: readonly string[]) => [{ at: 'external-dns/s2', says, object: global, field: `${container}.args` }];
const inDns = (...says: readonly string[]) => [{ at: 'external-dns/dublin', says, object: local, field: `${container}.args` }];

/** Rules that one changed field of an output asked for. */
export const changedFields: ManifestCases = {
  'membership/container-port': [
    {
      situation: 'clients that are sent to another port',
      boundary: true,
      edit: output => output.set('dublin', settings, `${container}.ports[1].containerPort`, 2378),
      finds: [
        { at: 'settings/dublin', says: ['port client', '2378', '2379'], object: settings, field: `${container}.ports[1].containerPort` },
      ],
    },
    {
      situation: 'a program that says itself where it listens',
      variant: 'whitewater-kubernetes-api',
      edit: output => output.set('dublin', whitewater, `${container}.ports[0].containerPort`, 8091),
      finds: [{ at: 'whitewater/dublin', says: ['port raft', '8091', '8090'] }],
    },
    {
      situation: 'a port of another name',
      boundary: true,
      edit: output => output.object('dublin', settings).spec.template.spec.containers[0].ports.push({ name: 'debug', containerPort: 2378 }),
      finds: [],
    },
    {
      situation: 'a port of a container that somebody added',
      edit: output =>
        output.object('dublin', settings).spec.template.spec.containers.push({
          name: 'proxy',
          image: 'registry.example.test/proxy:1.0.0',
          ports: [{ name: 'peer', containerPort: 9 }],
        }),
      finds: [],
    },
  ],
  'network/part-label': [
    {
      situation: 'a joining job that no policy knows',
      variant: 'learner',
      edit: output => output.unset('dublin', joinJob, "spec.template.metadata.labels['app.kubernetes.io/component']"),
      finds: [{ at: 'journal/dublin', says: ['app.kubernetes.io/component: join', 'joining jobs'], object: joinJob }],
    },
    {
      situation: 'a mirror that is called otherwise, together with its selector',
      edit: output => {
        output.set('dublin', 'Deployment ledger-mirror', "spec.template.metadata.labels['app.kubernetes.io/component']", 'copy');
        output.set('dublin', 'Deployment ledger-mirror', "spec.selector.matchLabels['app.kubernetes.io/component']", 'copy');
      },
      finds: [{ at: 'ledger/dublin', says: ['Deployment ledger-mirror', 'component: mirror'] }],
    },
    {
      situation: 'a membership job that no policy knows',
      variant: 'changing',
      edit: output => output.set('dublin', 'Job settings-12-add-2', "spec.template.metadata.labels['app.kubernetes.io/component']", 'job'),
      finds: [{ at: 'settings/dublin', says: ['app.kubernetes.io/component: membership', 'membership jobs'] }],
    },
    {
      situation: 'one more label',
      boundary: true,
      variant: 'learner',
      edit: output => output.set('dublin', joinJob, "spec.template.metadata.labels['example.com/team']", 'storage'),
      finds: [],
    },
    {
      situation: 'a job of a user',
      variant: 'learner',
      edit: output => {
        const job = structuredClone(output.object('dublin', joinJob));
        job.metadata.name = 'backup';
        job.spec.template.metadata.labels = { app: 'backup' };
        output.add('dublin', 'journal', job);
      },
      finds: [],
    },
  ],
  'probes/external-dns': [
    {
      situation: 'a probe without its path',
      edit: output => output.unset('dublin', local, `${container}.livenessProbe.httpGet.path`),
      finds: [{ at: 'external-dns/dublin', says: ['livenessProbe requests /,'], field: `${container}.livenessProbe.httpGet.path` }],
    },
    {
      situation: 'a port where it does not answer',
      boundary: true,
      edit: output => output.set('dublin', local, `${container}.ports[0].containerPort`, 7980),
      finds: [{ at: 'external-dns/dublin', says: ["'http', which is 7980", '7979'] }],
    },
    {
      situation: 'a name that no port has',
      edit: output => output.set('dublin', local, `${container}.readinessProbe.httpGet.port`, 'web'),
      finds: [{ at: 'external-dns/dublin', says: ["'web', which is not a port of the container"] }],
    },
    {
      situation: 'its own port by number',
      boundary: true,
      edit: output => output.set('dublin', local, `${container}.livenessProbe.httpGet.port`, 7979),
      finds: [],
    },
    {
      situation: 'another address of its metrics, which the probes go to',
      edit: output => {
        flag('metrics-address', ':8080')(output);
        output.set('dublin', local, `${container}.ports[0].containerPort`, 8080);
      },
      finds: [],
    },
  ],
  'rbac/read-only': [
    {
      situation: 'members that may change pods',
      variant: 'whitewater-kubernetes-api',
      boundary: true,
      edit: output => output.object('dublin', 'Role whitewater-peers').rules[0].verbs.push('patch'),
      finds: [{ at: 'whitewater/dublin', says: ["'whitewater'", 'patch pods'], object: 'Role whitewater-peers', field: 'rules[0].verbs' }],
    },
    {
      situation: 'an ExternalDNS that may delete records and Services',
      edit: output => output.object('dublin', 'ClusterRole external-dns-local').rules[2].verbs.push('delete'),
      finds: [{ at: 'external-dns/dublin', says: ['delete services, pods, nodes'] }],
    },
    {
      situation: 'one that may patch the status of its records',
      boundary: true,
      edit: output => output.object('dublin', 'ClusterRole external-dns-local').rules[1].verbs.push('patch'),
      finds: [],
    },
    {
      situation: 'a role of a user that nobody of them has',
      edit: output =>
        output.add('dublin', 'settings', {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: { name: 'operator', namespace: 'settings' },
          rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }],
        }),
      finds: [],
    },
  ],
  'argo/template-name': [
    {
      situation: 'Applications without a name',
      variant: 'rolling-sync',
      edit: output => output.unset('argocd', set, 'spec.template.metadata.name'),
      finds: [{ at: 'settings/argocd', says: ['3 of the 3', 'no name'], object: set, field: 'spec.template.metadata.name' }],
    },
    {
      situation: 'one name for all',
      variant: 'rolling-sync',
      boundary: true,
      edit: output => output.set('argocd', set, 'spec.template.metadata.name', 'settings'),
      finds: [{ at: 'settings/argocd', says: ['3 of the Applications', 'called settings'] }],
    },
    {
      situation: 'another name for each',
      variant: 'rolling-sync',
      boundary: true,
      edit: output => output.set('argocd', set, 'spec.template.metadata.name', '{{.cluster}}-settings'),
      finds: [],
    },
    {
      situation: 'a name that a patch gives, which is not known',
      variant: 'rolling-sync',
      edit: output => {
        output.set('argocd', set, 'spec.template.metadata.name', 'settings');
        output.set('argocd', set, 'spec.templatePatch', 'metadata: {name: "{{.cluster}}"}');
      },
      finds: [],
    },
  ],
  'dns/registry': [
    { situation: 'no owners of records', edit: flag('registry', 'noop'), finds: inDns('registry is noop') },
    { situation: 'a cluster at another provider', boundary: true, edit: flag('provider', 'google'), finds: inDns('google', 'aws') },
    { situation: 'the registry that is its default', boundary: true, edit: flag('registry', undefined), finds: [] },
    { situation: 'another registry that has owners', edit: flag('registry', 'dynamodb'), finds: [] },
    {
      situation: 'owners of shared records that only one cluster knows',
      variant: 'lab-rfc2136',
      edit: output => sharedFlags(output, '--registry=crd'),
      finds: inShared('registry is crd', 'several'),
    },
    {
      situation: 'owners of shared records under other names',
      variant: 'lab-rfc2136',
      edit: output => sharedFlags(output, '--txt-prefix=owner-'),
      finds: inShared('--txt-prefix=owner-', 'no affixes'),
    },
    {
      situation: 'owners of computed records, which cannot be kept',
      variant: 'lab-rfc2136',
      edit: output => sharedFlags(output, '--registry=txt', '--label-filter=georaft.io/dns-scope=computed'),
      finds: inShared('registry is txt', 'computed'),
    },
    {
      situation: 'no owners of computed records, nor where each key has one',
      variant: 'lab-rfc2136',
      edit: output => {
        sharedFlags(output, '--registry=noop', '--label-filter=georaft.io/dns-scope=computed');
        for (const cluster of ['s1', 's2', 's3'])
          for (const what of [local, global]) {
            const [container] = output.object(cluster, what).spec.template.spec.containers;
            container.args = [
              ...container.args.filter((arg: string) => !/^--(registry|provider)=/.test(arg)),
              ...['--provider=coredns', '--coredns-strictly-owned', '--registry=noop'],
            ];
          }
      },
      finds: [],
    },
    {
      situation: 'a prefix of its own at an instance for the names of its cluster',
      edit: flag('txt-prefix', 'owner-'),
      finds: [],
    },
  ],
  'dns/interval': [
    { situation: 'a cluster that looks half as often', edit: flag('interval', '2m'), finds: inDns('its interval is 120 s', 'is 60 s') },
    { situation: 'one that looks every second', edit: flag('interval', '1s'), finds: inDns('its interval is 1 s') },
    { situation: 'the same in another unit', boundary: true, edit: flag('interval', '1m'), finds: [] },
    { situation: 'what is its default', edit: flag('interval', undefined), finds: [] },
    { situation: 'one second less', boundary: true, edit: flag('interval', '59s'), finds: inDns('its interval is 59 s') },
    {
      situation: 'another one for other records',
      edit: output => {
        const other: Editable = structuredClone(output.object('dublin', local));
        other.metadata.name = 'external-dns-intern';
        other.spec.template.spec.containers[0].args = ['--source=ingress', '--provider=aws', '--interval=5m'];
        output.add('dublin', 'tools', other);
      },
      finds: [],
    },
  ],
};
