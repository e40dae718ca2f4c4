import type { Editable, EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { dropVariable, each, everywhere, input, member, members, variable, withoutPlan } from '../member-edits';

const settings = members('settings');
const inputs = 'ConfigMap settings-bootstrap';

const system = (output: EditedOutput, name: string): Editable => output.plan.systems.find((each: Editable) => each.name === name);

/** Adds an argument to the members of Dublin. */
const argument = (output: EditedOutput, word: string): EditedOutput => output.set('dublin', settings, `${member}.args[12]`, word);

/** Cases of the rules in lib/rules/bootstrap. */
export const bootstrap: ManifestCases = {
  'bootstrap/parallel': [
    {
      situation: 'members that start in order',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.podManagementPolicy', 'OrderedReady'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['OrderedReady'],
          object: 'StatefulSet settings',
          field: 'spec.podManagementPolicy',
        },
      ],
    },
    {
      situation: 'a policy that is left out, which means in order',
      boundary: true,
      edit: output => output.unset('dublin', 'StatefulSet settings', 'spec.podManagementPolicy'),
      finds: [{ at: 'settings/dublin', says: ['OrderedReady'] }],
    },
    {
      situation: 'a StatefulSet of a chart that is no Raft system',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'queue', namespace: 'queue' },
          spec: { replicas: 1, podManagementPolicy: 'OrderedReady' },
        }),
      finds: [],
    },
  ],
  'bootstrap/state': [
    {
      situation: 'a group that has formed and may form again',
      edit: output => {
        system(output, 'settings').state.bootstrapped = true;
        each(output, ['frankfurt', 'london'], cluster =>
          input(output, cluster, 'settings', 'ETCD_INITIAL_CLUSTER_STATE', () => 'existing'),
        );
      },
      finds: [
        {
          at: 'settings/dublin',
          says: ["'new'", 'has formed'],
          object: inputs,
          field: 'data.ETCD_INITIAL_CLUSTER_STATE',
        },
      ],
    },
    {
      situation: 'a group that nobody forms',
      edit: output => input(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_STATE', () => 'existing'),
      finds: [{ at: 'settings/dublin', says: ["'existing'", 'has not formed'] }],
    },
    {
      situation: 'a standby with a group of its own that has formed',
      edit: output => {
        system(output, 'ledger').state.formed = ['dublin'];
      },
      finds: [{ at: 'ledger/dublin', says: ['group ledger-dublin has formed'] }],
    },
    {
      situation: 'a learner that forms a group',
      variant: 'learner',
      edit: output => input(output, 'dublin', 'journal-learner', 'ETCD_INITIAL_CLUSTER_STATE', () => 'new'),
      finds: [{ at: 'journal/dublin', says: ['learners'] }],
    },
    {
      situation: "a learner that is told nothing, which is 'new'",
      variant: 'learner',
      boundary: true,
      edit: output => dropVariable(output, 'dublin', 'journal-learner', 'ETCD_INITIAL_CLUSTER_STATE'),
      finds: [{ at: 'journal/dublin', says: ['is not set'], object: 'StatefulSet journal-learner' }],
    },
    {
      situation: 'a flag that overrules the variable',
      edit: output => argument(output, '--initial-cluster-state=existing'),
      finds: [{ at: 'settings/dublin', says: ['--initial-cluster-state'], object: settings }],
    },
    {
      situation: 'a word that is neither',
      edit: output => input(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_STATE', () => 'New'),
      finds: [{ at: 'settings/dublin', says: ["'New'"] }],
    },
    {
      situation: 'a group that has formed and says so everywhere',
      edit: output => {
        system(output, 'settings').state.bootstrapped = true;
        each(output, everywhere, cluster => input(output, cluster, 'settings', 'ETCD_INITIAL_CLUSTER_STATE', () => 'existing'));
      },
      finds: [],
    },
    {
      situation: "nothing said where 'new' is right",
      boundary: true,
      edit: output => dropVariable(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_STATE'),
      finds: [],
    },
  ],
  'bootstrap/token': [
    {
      situation: 'the token of another group',
      edit: output => input(output, 'dublin', 'ledger', 'ETCD_INITIAL_CLUSTER_TOKEN', () => 'production.ledger'),
      finds: [
        {
          at: 'ledger/dublin',
          says: ["'production.ledger'", 'the token of group ledger', "'production.ledger.dublin'"],
          object: 'ConfigMap ledger-bootstrap',
          field: 'data.ETCD_INITIAL_CLUSTER_TOKEN',
        },
      ],
    },
    {
      situation: 'no token, which is the same for everybody',
      boundary: true,
      edit: output => dropVariable(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_TOKEN'),
      finds: [{ at: 'settings/dublin', says: ["'etcd-cluster'", 'the default'], object: settings }],
    },
    {
      situation: 'one cluster with another token, in a folder without a plan',
      edit: output => input(withoutPlan(output), 'london', 'settings', 'ETCD_INITIAL_CLUSTER_TOKEN', token => `${token}.london`),
      finds: [{ at: 'settings/london', says: ["'production.settings.london'"] }],
    },
    {
      situation: 'tokens of three groups, in a folder without a plan',
      boundary: true,
      edit: output => withoutPlan(output),
      finds: [],
    },
    {
      situation: 'a token that the plan has as well',
      edit: output => {
        system(output, 'settings').groups[0].token = 'production.settings.second';
        each(output, everywhere, cluster =>
          input(output, cluster, 'settings', 'ETCD_INITIAL_CLUSTER_TOKEN', () => 'production.settings.second'),
        );
      },
      finds: [],
    },
  ],
  'bootstrap/command': [
    {
      situation: 'a word behind etcd that is no option',
      edit: output => output.object('dublin', settings).spec.template.spec.containers[0].command.push('serve'),
      finds: [{ at: 'settings/dublin', says: ['/usr/local/bin/etcd takes only options', "'serve'"], field: `${member}.command[1]` }],
    },
    {
      situation: 'the value of an option behind it',
      boundary: true,
      edit: output => output.object('dublin', settings).spec.template.spec.containers[0].command.push('--log-level', 'warn'),
      finds: [],
    },
    {
      situation: 'arguments without a program',
      edit: output => output.unset('dublin', settings, `${member}.command`),
      finds: [{ at: 'settings/dublin', says: ['no command', "'--name=$(POD_NAME)'"], object: settings }],
    },
    {
      situation: 'a shell that is not there',
      edit: output => output.set('dublin', settings, `${member}.command`, ['/bin/sh', '-c', 'exec etcd']),
      finds: [{ at: 'settings/dublin', says: ['/bin/sh', 'quay.io/coreos/etcd:v3.6.5'], field: `${member}.command` }],
    },
    {
      situation: 'a mirror with a letter too much',
      edit: output => output.set('dublin', 'Deployment ledger-mirror', `${member}.command[0]`, '/usr/local/bin/etcdctls'),
      finds: [{ at: 'ledger/dublin', says: ['Deployment ledger-mirror', 'etcdctls'] }],
    },
    {
      situation: 'the program as the first argument',
      boundary: true,
      edit: output => {
        output.unset('dublin', settings, `${member}.command`);
        output.object('dublin', settings).spec.template.spec.containers[0].args.unshift('etcd');
      },
      finds: [],
    },
    {
      situation: 'an image of somebody else',
      edit: output =>
        output
          .set('dublin', settings, `${member}.image`, 'registry.example.test/etcd:3.6.5')
          .set('dublin', settings, `${member}.command`, ['/bin/sh', '-c', 'exec etcd']),
      finds: [],
    },
  ],
  'bootstrap/inputs': [
    {
      situation: 'a ConfigMap that is gone',
      edit: output => output.remove('dublin', inputs),
      finds: [{ at: 'settings/dublin', says: ['ConfigMap settings-bootstrap', 'namespace settings'], object: settings }],
    },
    {
      situation: 'a key that is gone',
      edit: output => output.unset('dublin', inputs, 'data.ETCD_INITIAL_CLUSTER_TOKEN'),
      finds: [{ at: 'settings/dublin', says: ['ETCD_INITIAL_CLUSTER_TOKEN'], field: `${member}.env[3].valueFrom.configMapKeyRef` }],
    },
    {
      situation: 'a ConfigMap in another namespace',
      boundary: true,
      edit: output => output.set('dublin', inputs, 'metadata.namespace', 'default'),
      finds: [{ at: 'settings/dublin', says: ['not in namespace settings'] }],
    },
    {
      situation: 'a file that an init container copies and that is gone',
      variant: 'whitewater-init-container',
      edit: output => output.unset('dublin', 'ConfigMap whitewater-bootstrap', "data['peers.json']"),
      finds: [{ at: 'whitewater/dublin', says: ['peers.json'], field: 'spec.template.spec.volumes[1].configMap' }],
    },
    {
      situation: 'all variables of a ConfigMap that is not there',
      edit: output => output.set('dublin', settings, `${member}.envFrom`, [{ configMapRef: { name: 'more' } }]),
      finds: [{ at: 'settings/dublin', says: ['ConfigMap more'], field: `${member}.envFrom[0].configMapRef` }],
    },
    {
      situation: 'one that may be missing',
      boundary: true,
      edit: output => output.set('dublin', settings, `${member}.envFrom`, [{ configMapRef: { name: 'more', optional: true } }]),
      finds: [],
    },
    {
      situation: "the server's own, which is in every namespace",
      edit: output =>
        output.set('dublin', settings, 'spec.template.spec.volumes[1]', { name: 'ca', configMap: { name: 'kube-root-ca.crt' } }),
      finds: [],
    },
    {
      situation: 'a chart that is no Raft system, whose ConfigMap is made elsewhere',
      edit: output =>
        output.add('dublin', 'queue', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'queue', namespace: 'queue' },
          spec: { template: { spec: { containers: [{ name: 'queue', envFrom: [{ configMapRef: { name: 'elsewhere' } }] }] } } },
        }),
      finds: [],
    },
  ],
  'bootstrap/unread': [
    {
      situation: 'a state that nobody reads, and that stays new',
      edit: output => dropVariable(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_STATE'),
      finds: [{ at: 'settings/dublin', says: ['ETCD_INITIAL_CLUSTER_STATE', 'settings-bootstrap'], object: settings }],
    },
    {
      situation: 'a number of voters that nobody reads',
      edit: output => dropVariable(output, 'dublin', 'whitewater', 'RAFT_EXPECTED_VOTERS'),
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_EXPECTED_VOTERS'] }],
    },
    {
      situation: 'a variable that reads the key of another',
      boundary: true,
      edit: output => {
        variable(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_TOKEN').valueFrom.configMapKeyRef.key = 'ETCD_INITIAL_CLUSTER_STATE';
      },
      finds: [{ at: 'settings/dublin', says: ['no variable ETCD_INITIAL_CLUSTER_TOKEN'] }],
    },
    {
      situation: 'a variable with a letter too much',
      edit: output => {
        variable(output, 'dublin', 'settings', 'ETCD_INITIAL_CLUSTER_STATE').name = 'ETCD_INITIAL_CLUSTER_STATES';
      },
      finds: [{ at: 'settings/dublin', says: ['no variable ETCD_INITIAL_CLUSTER_STATE'] }],
    },
    {
      situation: 'all of it read at once',
      boundary: true,
      edit: output => {
        each(output, ['', '_STATE', '_TOKEN'], part => dropVariable(output, 'dublin', 'settings', `ETCD_INITIAL_CLUSTER${part}`));
        output.set('dublin', settings, `${member}.envFrom`, [{ configMapRef: { name: 'settings-bootstrap' } }]);
      },
      finds: [],
    },
    {
      situation: 'an entry that is no input of the first start',
      edit: output => output.set('dublin', inputs, 'data.README', 'read at the first start'),
      finds: [],
    },
  ],
  'bootstrap/literal': [
    {
      situation: 'a list of peers in the template',
      edit: output => {
        const named = variable(output, 'dublin', 'whitewater', 'RAFT_PEERS');
        named.value = output.object('dublin', 'ConfigMap whitewater-bootstrap').data.RAFT_PEERS;
        delete named.valueFrom;
      },
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_PEERS', 'restarts every member'], object: members('whitewater') }],
    },
    {
      situation: 'a state as a flag',
      edit: output => argument(output, '--initial-cluster-state=new'),
      finds: [{ at: 'settings/dublin', says: ['--initial-cluster-state'], field: `${member}.args[12]` }],
    },
    {
      situation: 'a checksum of the inputs',
      boundary: true,
      edit: output => output.set('dublin', settings, "spec.template.metadata.annotations['checksum/bootstrap']", 'e3b0c442'),
      finds: [{ at: 'settings/dublin', says: ['checksum/bootstrap'], field: "spec.template.metadata.annotations['checksum/bootstrap']" }],
    },
    {
      situation: 'a flag that reads the list from the bootstrap ConfigMap',
      boundary: true,
      edit: output => {
        const container = output.object('dublin', members('whitewater')).spec.template.spec.containers[0];
        container.args = [...(container.args ?? []), '--routes=$(RAFT_PEERS)', '--raft-join', 'route://$(RAFT_PEERS)'];
      },
      finds: [],
    },
    {
      situation: 'a flag that adds a peer of its own to the list',
      boundary: true,
      edit: output => {
        const container = output.object('dublin', members('whitewater')).spec.template.spec.containers[0];
        container.args = [...(container.args ?? []), '--routes=$(RAFT_PEERS),more.example.test:8090'];
      },
      finds: [{ at: 'whitewater/dublin', says: ['--routes'], object: members('whitewater') }],
    },
    {
      situation: 'a flag that reads a list from a variable in the template',
      edit: output => {
        const container = output.object('dublin', members('whitewater')).spec.template.spec.containers[0];
        container.env.push({ name: 'ROUTES', value: 'one.example.test:8090,two.example.test:8090' });
        container.args = [...(container.args ?? []), '--routes=$(ROUTES)'];
      },
      finds: [{ at: 'whitewater/dublin', says: ['ROUTES'], object: members('whitewater') }],
    },
    {
      situation: 'an annotation of another kind',
      boundary: true,
      edit: output => output.set('dublin', settings, "spec.template.metadata.annotations['prometheus.io/scrape']", 'true'),
      finds: [],
    },
    {
      situation: 'another variable in the template',
      edit: output => output.object('dublin', settings).spec.template.spec.containers[0].env.push({ name: 'GOMEMLIMIT', value: '400MiB' }),
      finds: [],
    },
  ],
  'bootstrap/recovery': [
    {
      situation: 'a forced new cluster',
      edit: output => argument(output, '--force-new-cluster'),
      finds: [
        { at: 'settings/dublin', says: ['--force-new-cluster', 'a new group of its own'], object: settings, field: `${member}.args[12]` },
      ],
    },
    {
      situation: 'writes that are not on the disk',
      edit: output =>
        output.object('dublin', settings).spec.template.spec.containers[0].env.push({ name: 'ETCD_UNSAFE_NO_FSYNC', value: 'true' }),
      finds: [{ at: 'settings/dublin', says: ['ETCD_UNSAFE_NO_FSYNC'] }],
    },
    {
      situation: 'a membership that is set at every start',
      edit: output =>
        output.set('dublin', members('whitewater'), `${member}.volumeMounts[2]`, {
          name: 'tmp',
          mountPath: '/var/lib/whitewater/raft/peers.json',
          subPath: 'peers.json',
        }),
      finds: [{ at: 'whitewater/dublin', says: ['raft/peers.json'], field: `${member}.volumeMounts[2].mountPath` }],
    },
    {
      situation: 'a restore at every start',
      boundary: true,
      edit: output =>
        output.set('dublin', settings, 'spec.template.spec.initContainers', [
          { name: 'restore', image: 'quay.io/coreos/etcd:v3.6.5', command: ['/bin/sh', '-c', 'etcdutl snapshot restore /backup/last.db'] },
        ]),
      finds: [{ at: 'settings/dublin', says: ['container restore', 'at every start'] }],
    },
    {
      situation: 'a forced new cluster in a folder without a plan',
      edit: output => argument(withoutPlan(output), '--force-new-cluster=true'),
      finds: [{ at: 'settings/dublin', says: ['--force-new-cluster'] }],
    },
    {
      situation: 'a restore that asks first',
      boundary: true,
      edit: output =>
        output.set('dublin', settings, 'spec.template.spec.initContainers', [
          {
            name: 'restore',
            image: 'quay.io/coreos/etcd:v3.6.5',
            command: ['/bin/sh', '-c', '[ -d /var/lib/etcd/data ] || etcdutl snapshot restore /backup/last.db'],
          },
        ]),
      finds: [],
    },
    {
      situation: 'what is switched off',
      edit: output => argument(output, '--force-new-cluster=false'),
      finds: [],
    },
  ],
};
