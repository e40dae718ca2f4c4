import type { Editable, EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { dropVariable, flag, input, member, members, queue, variable, withoutPlan } from '../member-edits';

const settings = members('settings');
const whitewater = members('whitewater');
const list = 'ETCD_INITIAL_CLUSTER';
const inputs = 'ConfigMap settings-bootstrap';

const container = (output: EditedOutput, cluster: string, set: string): Editable =>
  output.object(cluster, set).spec.template.spec.containers[0];

/** Changes Dublin's list of the peers of settings. */
const peers = (change: (before: string) => string): ((output: EditedOutput) => EditedOutput) => {
  return output => input(output, 'dublin', 'settings', list, change);
};

const inList = (...says: readonly string[]) => [{ at: 'settings/dublin', says, object: inputs, field: `data.${list}` }];

/** A StatefulSet beside the planned one, with the pods of its members. */
const copy = (output: EditedOutput, name: string, labels: object): object => {
  const set = structuredClone(output.object('dublin', settings));
  set.metadata.name = name;
  set.spec.selector.matchLabels = labels;
  set.spec.template.metadata.labels = labels;
  return set;
};

const autoscaler = (kind: string, name: string): object => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'load', namespace: 'settings' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, minReplicas: 1, maxReplicas: 9 },
});

/** Cases of the rules in lib/rules/membership. */
export const membership: ManifestCases = {
  'membership/missing-members': [
    {
      situation: 'a cluster without its members',
      edit: output => output.remove('dublin', settings),
      finds: [{ at: 'settings/dublin', says: ['no StatefulSet settings', '2 of the 5 votes'] }],
    },
    {
      situation: 'members under another name',
      boundary: true,
      edit: output => output.set('dublin', settings, 'metadata.name', 'settings-2'),
      finds: [{ at: 'settings/dublin', says: ['no StatefulSet settings'] }],
    },
    {
      situation: 'a folder that is gone',
      edit: output => output.drop('london/settings/settings.yaml'),
      finds: [{ at: 'settings/london', says: ['1 of the 5 votes'] }],
    },
    {
      situation: 'the same members in two namespaces',
      edit: output => {
        const again = structuredClone(output.object('dublin', settings));
        again.metadata.namespace = 'default';
        output.add('dublin', 'settings', again);
      },
      finds: [{ at: 'settings/dublin', says: ['2 times'], object: settings }],
    },
    {
      situation: 'a cold standby that runs no member, but has its StatefulSet',
      boundary: true,
      edit: output => output.set('london', members('ledger'), 'spec.replicas', 0),
      finds: [],
    },
  ],
  'membership/extra-members': [
    {
      situation: 'a second set with the labels of members',
      edit: output =>
        output.add(
          'dublin',
          'settings',
          copy(output, 'settings-b', { 'app.kubernetes.io/name': 'settings', 'app.kubernetes.io/component': 'voter' }),
        ),
      finds: [{ at: 'settings/dublin', says: ['StatefulSet settings-b', 'labels of members'], object: 'StatefulSet settings-b' }],
    },
    {
      situation: 'a set with labels of its own that has the members as its peers',
      edit: output => output.add('dublin', 'settings', copy(output, 'settings-b', { app: 'settings-b' })),
      finds: [{ at: 'settings/dublin', says: ['StatefulSet settings-b', 'as its peers'] }],
    },
    {
      situation: 'members in a cluster that the topology does not have',
      variant: 'learner',
      edit: output => output.add('london', 'journal', structuredClone(output.object('frankfurt', members('journal')))),
      finds: [{ at: 'journal/london', says: ['StatefulSet journal'] }],
    },
    {
      situation: 'a mirror that looks like a voter',
      boundary: true,
      edit: output =>
        output.set('dublin', 'Deployment ledger-mirror', "spec.template.metadata.labels['app.kubernetes.io/component']", 'voter'),
      finds: [{ at: 'ledger/dublin', says: ['Deployment ledger-mirror'], field: 'spec.template.metadata.labels' }],
    },
    {
      situation: 'another StatefulSet of the same folder',
      boundary: true,
      edit: output => output.add('dublin', 'settings', queue),
      finds: [],
    },
    {
      situation: 'a label more on the members',
      edit: output => output.set('dublin', settings, 'spec.template.metadata.labels.tier', 'gold'),
      finds: [],
    },
  ],
  'membership/ordinals': [
    {
      situation: 'the first ordinal of another cluster',
      edit: output => output.set('dublin', settings, 'spec.ordinals.start', 0),
      finds: [
        {
          at: 'settings/dublin',
          says: ['is 0', 'the plan says 10', 'settings-10 to settings-11'],
          object: settings,
          field: 'spec.ordinals.start',
        },
      ],
    },
    {
      situation: 'ordinals that are left out, which begin with 0',
      boundary: true,
      edit: output => output.unset('dublin', settings, 'spec.ordinals'),
      finds: [{ at: 'settings/dublin', says: ['is 0'] }],
    },
    {
      situation: 'two clusters with one name, in a folder without a plan',
      edit: output => withoutPlan(output).set('london', settings, 'spec.ordinals.start', 11),
      finds: [{ at: 'settings/london', says: ['settings-11', 'dublin', '10 to 11'] }],
    },
    {
      situation: 'neighbours, in a folder without a plan',
      boundary: true,
      edit: output => withoutPlan(output).set('london', settings, 'spec.ordinals.start', 12),
      finds: [],
    },
    {
      situation: 'two groups with the same ordinals, in a folder without a plan',
      edit: output => withoutPlan(output).set('dublin', members('ledger'), 'spec.ordinals.start', 0),
      finds: [],
    },
  ],
  'membership/peer-list': [
    {
      situation: 'a voter that is missing',
      edit: peers(text => text.replace(/,[^,]*$/, '')),
      finds: inList('4 of the 5 voters', 'settings-20.london.settings.example.test is missing'),
    },
    {
      situation: 'a member that joins and is not named',
      variant: 'changing',
      edit: output => input(output, 'dublin', 'settings', list, text => text.replace(/,settings-12=[^,]*/, '')),
      finds: inList('does not name the learner settings-12.dublin.settings.example.test itself'),
    },
    {
      situation: 'a member that no group has',
      edit: peers(text => `${text},x=http://settings-30.paris.settings.example.test:2380`),
      finds: inList('settings-30.paris', 'not a voter'),
    },
    {
      situation: 'a host with a letter wrong',
      boundary: true,
      edit: peers(text => text.replace('settings-10.dublin', 'settings-10.dubin')),
      finds: inList('4 of the 5', 'settings-10.dublin'),
    },
    {
      situation: 'a member under the name of another',
      edit: peers(text => text.replace('settings-11=', 'settings-12=')),
      finds: inList("'settings-12'", 'settings-11'),
    },
    {
      situation: 'an entry without its name',
      edit: peers(text => text.replace('settings-11=', '')),
      finds: inList("without 'settings-11='"),
    },
    { situation: 'the port of clients', edit: peers(text => text.replace(':2380', ':2379')), finds: inList(':2379', 'port 2380') },
    { situation: 'two schemes', edit: peers(text => text.replace('http:', 'https:')), finds: inList('mixes https and http') },
    {
      situation: 'a member twice',
      edit: peers(text => `${text},${text.split(',')[0]}`),
      finds: inList('settings-0.frankfurt.settings.example.test more than once'),
    },
    {
      situation: 'an entry without a port',
      edit: peers(text => text.replace(':2380', '')),
      finds: inList('a port for some of its members'),
    },
    { situation: 'a list of nobody', edit: peers(() => ''), finds: inList('0 of the 5') },
    {
      situation: 'no list',
      edit: output => dropVariable(output, 'dublin', 'settings', list),
      finds: [{ at: 'settings/dublin', says: ['the members have no ETCD_INITIAL_CLUSTER', list], object: settings }],
    },
    {
      situation: 'one cluster of another engine without a list',
      edit: output => dropVariable(output, 'dublin', 'whitewater', 'RAFT_PEERS'),
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_PEERS'] }],
    },
    {
      situation: 'a voter that is missing in a file',
      variant: 'whitewater-init-container',
      edit: output =>
        input(output, 'dublin', 'whitewater', 'peers.json', text =>
          text.replace('"whitewater-20.london.whitewater.example.test:8090"', '"" '),
        ),
      finds: [{ at: 'whitewater/dublin', says: ['peers.json', '4 of the 5'], field: "data['peers.json']" }],
    },
    {
      situation: 'voters that take a learner for one of them',
      variant: 'learner',
      edit: output =>
        input(
          output,
          'frankfurt',
          'journal',
          list,
          text => `${text},journal-learner-10=http://journal-learner-10.dublin.journal.example.test:2380`,
        ),
      finds: [{ at: 'journal/frankfurt', says: ['journal-learner-10', 'not a voter'] }],
    },
    {
      situation: 'a learner that is not in its own list',
      variant: 'learner',
      edit: output => input(output, 'dublin', 'journal-learner', list, text => text.replace(/,[^,]*$/, '')),
      finds: [{ at: 'journal/dublin', says: ['the learner journal-learner-10.dublin.journal.example.test itself'] }],
    },
    {
      situation: 'a list under a name that nobody knows',
      edit: output =>
        container(output, 'dublin', whitewater).env.push({
          name: 'NEIGHBOURS',
          value: 'whitewater-0.frankfurt.whitewater.example.test:8090 whitewater-1.frankfurt.whitewater.example.test:8090',
        }),
      finds: [{ at: 'whitewater/dublin', says: ['NEIGHBOURS', '2 of the 5'] }],
    },
    {
      situation: 'two lists that are not the same, in a folder without a plan',
      edit: output => input(withoutPlan(output), 'london', 'settings', list, text => text.replace(/,[^,]*$/, '')),
      finds: [{ at: 'settings/london', says: ['other peers than the list in dublin'] }],
    },
    { situation: 'the same list in another order', boundary: true, edit: peers(text => text.split(',').reverse().join(',')), finds: [] },
    {
      situation: 'the same list with spaces and in capitals',
      boundary: true,
      edit: output => input(output, 'dublin', 'whitewater', 'RAFT_PEERS', text => text.toUpperCase().split(',').join(', ')),
      finds: [],
    },
    {
      situation: 'members as clients of each other',
      edit: output =>
        container(output, 'dublin', settings).env.push({
          name: 'BACKUP_FROM',
          value: 'http://settings-10.dublin.settings.example.test:2379,http://settings-11.dublin.settings.example.test:2379',
        }),
      finds: [],
    },
    { situation: 'two groups with lists of their own, in a folder without a plan', edit: output => withoutPlan(output), finds: [] },
  ],
  'membership/expected-voters': [
    {
      situation: 'the voters of one cluster',
      edit: output => input(output, 'dublin', 'whitewater', 'RAFT_EXPECTED_VOTERS', () => '2'),
      finds: [
        {
          at: 'whitewater/dublin',
          says: ["RAFT_EXPECTED_VOTERS is '2'", '5 voters over all its clusters'],
          object: 'ConfigMap whitewater-bootstrap',
          field: 'data.RAFT_EXPECTED_VOTERS',
        },
      ],
    },
    {
      situation: 'one voter too many, as a flag',
      boundary: true,
      edit: output => output.set('dublin', whitewater, `${member}.args`, ['-bootstrap-expect', '6']),
      finds: [{ at: 'whitewater/dublin', says: ["-bootstrap-expect is '6'"], field: `${member}.args[1]` }],
    },
    {
      situation: 'a cluster that is told nothing',
      edit: output => dropVariable(output, 'dublin', 'whitewater', 'RAFT_EXPECTED_VOTERS'),
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_EXPECTED_VOTERS'] }],
    },
    {
      situation: 'the right number as a flag',
      boundary: true,
      edit: output => output.set('dublin', whitewater, `${member}.args`, ['-bootstrap-expect=5']),
      finds: [],
    },
    {
      situation: 'something else that is expected',
      edit: output => container(output, 'dublin', whitewater).env.push({ name: 'EXPECT_CONTINUE_TIMEOUT', value: '100' }),
      finds: [],
    },
  ],
  'membership/autoscaler': [
    {
      situation: 'an autoscaler of voters',
      edit: output => output.add('dublin', 'settings', autoscaler('StatefulSet', 'settings')),
      finds: [
        {
          at: 'settings/dublin',
          says: ['HorizontalPodAutoscaler load', 'StatefulSet settings'],
          object: 'HorizontalPodAutoscaler load',
          field: 'spec.scaleTargetRef.name',
        },
      ],
    },
    {
      situation: 'one in a folder without a plan',
      edit: output => withoutPlan(output).add('dublin', 'settings', autoscaler('StatefulSet', 'settings')),
      finds: [{ at: 'settings/dublin', says: ['StatefulSet settings'] }],
    },
    {
      situation: 'an autoscaler of something else with the same name',
      boundary: true,
      edit: output => output.add('dublin', 'settings', autoscaler('Deployment', 'settings')),
      finds: [],
    },
    {
      situation: 'an autoscaler of another StatefulSet',
      edit: output => output.add('dublin', 'settings', autoscaler('StatefulSet', 'cache')),
      finds: [],
    },
  ],
  'membership/identity': [
    {
      situation: 'a name that all members have',
      edit: output => flag(output, 'dublin', 'settings', 'name', '--name=settings'),
      finds: [{ at: 'settings/dublin', says: ["--name is 'settings'", 'all members'], object: settings, field: `${member}.args[0]` }],
    },
    {
      situation: 'no name',
      edit: output => flag(output, 'dublin', 'settings', 'name'),
      finds: [{ at: 'settings/dublin', says: ["'default'"] }],
    },
    {
      situation: 'a name with something before it, which no list has',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'name', '--name=x-$(POD_NAME)'),
      finds: [{ at: 'settings/dublin', says: ["'x-$(POD_NAME)'"] }],
    },
    {
      situation: 'the name of the node instead of the pod',
      edit: output => {
        variable(output, 'dublin', 'settings', 'POD_NAME').valueFrom.fieldRef.fieldPath = 'spec.nodeName';
      },
      finds: [{ at: 'settings/dublin', says: ['spec.nodeName'], field: `${member}.env[0]` }],
    },
    {
      situation: 'a variable that is not there',
      edit: output => dropVariable(output, 'dublin', 'whitewater', 'POD_NAME'),
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_ADVERTISE', 'no variable POD_NAME'] }],
    },
    {
      situation: 'a variable that is declared too late',
      edit: output => container(output, 'dublin', whitewater).env.reverse(),
      finds: [{ at: 'whitewater/dublin', says: ['before POD_NAME is declared'] }],
    },
    {
      situation: 'a variable that is declared after others, for flags only',
      boundary: true,
      edit: output => container(output, 'dublin', settings).env.reverse(),
      finds: [],
    },
    {
      situation: 'the name as a variable of its own',
      boundary: true,
      edit: output => {
        flag(output, 'dublin', 'settings', 'name');
        container(output, 'dublin', settings).env.push({ name: 'ETCD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } });
      },
      finds: [],
    },
  ],
  'membership/advertise': [
    {
      situation: 'the domain of another cluster',
      edit: output =>
        flag(
          output,
          'dublin',
          'settings',
          'initial-advertise-peer-urls',
          '--initial-advertise-peer-urls=http://$(POD_NAME).london.settings.example.test:2380',
        ),
      finds: [
        { at: 'settings/dublin', says: ['london.settings', 'dublin.settings.example.test'], object: settings, field: `${member}.args[3]` },
      ],
    },
    {
      situation: 'a name that ends with nothing, inside one cluster only',
      edit: output =>
        flag(output, 'dublin', 'settings', 'advertise-client-urls', '--advertise-client-urls=http://$(POD_NAME).settings-peer:2379'),
      finds: [{ at: 'settings/dublin', says: ['$(POD_NAME).settings-peer'] }],
    },
    {
      situation: 'the address of one member for all',
      edit: output =>
        flag(
          output,
          'dublin',
          'settings',
          'initial-advertise-peer-urls',
          '--initial-advertise-peer-urls=http://settings-10.dublin.settings.example.test:2380',
        ),
      finds: [{ at: 'settings/dublin', says: ['settings-10.dublin'] }],
    },
    {
      situation: 'the port of clients for peers',
      edit: output =>
        flag(
          output,
          'dublin',
          'settings',
          'initial-advertise-peer-urls',
          '--initial-advertise-peer-urls=http://$(POD_NAME).dublin.settings.example.test:2379',
        ),
      finds: [{ at: 'settings/dublin', says: ['port 2379', '2380'] }],
    },
    {
      situation: 'another scheme than the list of peers',
      boundary: true,
      edit: output =>
        flag(
          output,
          'dublin',
          'settings',
          'initial-advertise-peer-urls',
          '--initial-advertise-peer-urls=https://$(POD_NAME).dublin.settings.example.test:2380',
        ),
      finds: [{ at: 'settings/dublin', says: ['advertises https', 'list of peers has http'] }],
    },
    {
      situation: 'nothing, which is localhost',
      edit: output => flag(output, 'dublin', 'settings', 'advertise-client-urls'),
      finds: [{ at: 'settings/dublin', says: ['--advertise-client-urls is missing'] }],
    },
    {
      situation: 'another engine in the domain of another system',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'RAFT_ADVERTISE').value = '$(POD_NAME).dublin.settings.example.test:8090';
      },
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_ADVERTISE', 'dublin.whitewater.example.test'], field: `${member}.env[2].value` }],
    },
    {
      situation: 'a port that is none',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'RAFT_ADVERTISE').value = '$(POD_NAME).dublin.whitewater.example.test:raft';
      },
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_ADVERTISE has no address'] }],
    },
    {
      situation: 'another engine that does not advertise in one cluster',
      edit: output => dropVariable(output, 'dublin', 'whitewater', 'RAFT_ADVERTISE'),
      finds: [{ at: 'whitewater/dublin', says: ['RAFT_ADVERTISE is missing'] }],
    },
    {
      situation: "the whole name of a cluster's only member",
      boundary: true,
      edit: output =>
        flag(
          output,
          'london',
          'settings',
          'initial-advertise-peer-urls',
          '--initial-advertise-peer-urls=http://settings-20.london.settings.example.test:2380',
        ),
      finds: [],
    },
    {
      situation: "an address of the pod's own, as some engines want it",
      edit: output => container(output, 'dublin', whitewater).env.push({ name: 'GOSSIP_ADVERTISE', value: '$(POD_IP)' }),
      finds: [],
    },
  ],
  'membership/listen': [
    {
      situation: 'a member that listens for itself only',
      edit: output => flag(output, 'dublin', 'settings', 'listen-peer-urls', '--listen-peer-urls=http://127.0.0.1:2380'),
      finds: [{ at: 'settings/dublin', says: ['127.0.0.1', 'port 2380 for peers'], object: settings, field: `${member}.args[2]` }],
    },
    {
      situation: 'no address for clients, which is localhost',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'listen-client-urls'),
      finds: [{ at: 'settings/dublin', says: ['--listen-client-urls is missing', 'localhost'] }],
    },
    {
      situation: 'another port than the members have',
      edit: output => flag(output, 'dublin', 'settings', 'listen-peer-urls', '--listen-peer-urls=http://0.0.0.0:12380'),
      finds: [{ at: 'settings/dublin', says: ['0.0.0.0:12380', 'port 2380'] }],
    },
    {
      situation: 'another scheme than it advertises',
      edit: output => flag(output, 'dublin', 'settings', 'listen-peer-urls', '--listen-peer-urls=https://0.0.0.0:2380'),
      finds: [{ at: 'settings/dublin', says: ['has https', 'advertises http'] }],
    },
    {
      situation: 'localhost beside the right address',
      boundary: true,
      edit: output =>
        flag(output, 'dublin', 'settings', 'listen-client-urls', '--listen-client-urls=http://127.0.0.1:2379,http://0.0.0.0:2379'),
      finds: [],
    },
    {
      situation: 'both families of addresses',
      edit: output => flag(output, 'dublin', 'settings', 'listen-peer-urls', '--listen-peer-urls=http://[::]:2380'),
      finds: [],
    },
  ],
  'membership/discovery': [
    {
      situation: 'the Service of clients',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'SERVICE_NAME').value = 'whitewater';
      },
      finds: [
        { at: 'whitewater/dublin', says: ['SERVICE_NAME is whitewater', 'whitewater-peer'], object: whitewater, field: `${member}.env[3]` },
      ],
    },
    {
      situation: 'a port that the Service does not have',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'SERVICE_PORT_NAME').value = 'peer';
      },
      finds: [{ at: 'whitewater/dublin', says: ['SERVICE_PORT_NAME is peer', 'ports raft'] }],
    },
    {
      situation: "the pod's name for its namespace",
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'NAMESPACE').valueFrom.fieldRef.fieldPath = 'metadata.name';
      },
      finds: [{ at: 'whitewater/dublin', says: ['NAMESPACE is metadata.name'] }],
    },
    {
      situation: 'an address of the node for that of the pod',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'POD_IP').valueFrom.fieldRef.fieldPath = 'status.hostIP';
      },
      finds: [{ at: 'whitewater/dublin', says: ['POD_IP is status.hostIP'] }],
    },
    {
      situation: 'a variable that is empty',
      edit: output => {
        delete variable(output, 'dublin', 'whitewater', 'SERVICE_NAME').value;
      },
      finds: [{ at: 'whitewater/dublin', says: ['SERVICE_NAME is empty'] }],
    },
    {
      situation: 'one cluster that is not told',
      boundary: true,
      edit: output => dropVariable(output, 'dublin', 'whitewater', 'NAMESPACE'),
      finds: [{ at: 'whitewater/dublin', says: ['NAMESPACE is missing'] }],
    },
    {
      situation: 'labels that no member has',
      variant: 'whitewater-kubernetes-api',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'LABEL_SELECTOR').value =
          'app.kubernetes.io/name=whitewater,app.kubernetes.io/component=learner';
      },
      finds: [{ at: 'whitewater/dublin', says: ['app.kubernetes.io/component=learner'] }],
    },
    {
      situation: 'fewer labels, which select the members too',
      variant: 'whitewater-kubernetes-api',
      boundary: true,
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'LABEL_SELECTOR').value = 'app.kubernetes.io/component=voter';
      },
      finds: [],
    },
    {
      situation: 'the whole name of the Service',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'SERVICE_NAME').value = 'whitewater-peer.whitewater.svc';
      },
      finds: [],
    },
  ],
  'membership/peers-file': [
    {
      situation: 'a file that nobody is told of',
      variant: 'whitewater-init-container',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'PEERS_FILE').name = 'PEER_FILE';
      },
      finds: [{ at: 'whitewater/dublin', says: ['no PEERS_FILE says where it is'], object: whitewater, field: `${member}.env` }],
    },
    {
      situation: 'a program that is told by a flag of its own',
      variant: 'whitewater-init-container',
      boundary: true,
      edit: output => {
        const container = output.object('dublin', whitewater).spec.template.spec.containers[0];
        container.env = container.env.filter(({ name }: { name: string }) => name !== 'PEERS_FILE');
        container.args = ['--config=/config/peers.json'];
      },
      finds: [],
    },
    {
      situation: 'a file that leaves a voter out',
      variant: 'whitewater-init-container',
      edit: output => {
        const { data } = output.object('dublin', 'ConfigMap whitewater-bootstrap');
        data['peers.json'] = data['peers.json'].replace('"whitewater-0.frankfurt.whitewater.example.test:8090",', '');
      },
      finds: [
        {
          at: 'whitewater/dublin',
          says: ['does not name whitewater-0.frankfurt'],
          object: 'ConfigMap whitewater-bootstrap',
          field: "data['peers.json']",
        },
      ],
    },
    {
      situation: 'a voter at another port',
      variant: 'whitewater-init-container',
      boundary: true,
      edit: output => {
        const { data } = output.object('dublin', 'ConfigMap whitewater-bootstrap');
        data['peers.json'] = data['peers.json'].replace(
          'whitewater-20.london.whitewater.example.test:8090',
          'whitewater-20.london.whitewater.example.test:80901',
        );
      },
      finds: [{ at: 'whitewater/dublin', says: ['whitewater-20.london', 'at port 8090'] }],
    },
    {
      situation: 'the same list in another form',
      variant: 'whitewater-init-container',
      boundary: true,
      edit: output => {
        const { data } = output.object('dublin', 'ConfigMap whitewater-bootstrap');
        data['peers.json'] = JSON.stringify(JSON.parse(data['peers.json']).peers, undefined, 2);
      },
      finds: [],
    },
    {
      situation: 'a shell without -c',
      variant: 'whitewater-init-container',
      edit: output => output.unset('dublin', whitewater, 'spec.template.spec.initContainers[0].command[1]'),
      finds: [{ at: 'whitewater/dublin', says: ['no init container copies it there'] }],
    },
    {
      situation: 'a copy without a shell',
      variant: 'whitewater-init-container',
      edit: output =>
        output.set('dublin', whitewater, 'spec.template.spec.initContainers[0].command', [
          'cp',
          '/bootstrap/peers.json',
          '/config/peers.json',
        ]),
      finds: [],
    },
    {
      situation: 'a copy under a longer name',
      variant: 'whitewater-init-container',
      boundary: true,
      edit: output =>
        output.set('dublin', whitewater, 'spec.template.spec.initContainers[0].command[2]', 'cp /bootstrap/peers.json /config/peers.json5'),
      finds: [{ at: 'whitewater/dublin', says: ['no init container copies it there'] }],
    },
    {
      situation: 'a file in a folder that is not mounted',
      variant: 'whitewater-init-container',
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'PEERS_FILE').value = '/etc/peers.json';
      },
      finds: [{ at: 'whitewater/dublin', says: ['nothing is mounted at /etc'], object: whitewater, field: `${member}.env[3].value` }],
    },
    {
      situation: 'nobody who writes it',
      variant: 'whitewater-init-container',
      edit: output => output.unset('dublin', whitewater, 'spec.template.spec.initContainers'),
      finds: [{ at: 'whitewater/dublin', says: ['no init container writes into volume config'] }],
    },
    {
      situation: 'another name than the one that is written',
      variant: 'whitewater-init-container',
      boundary: true,
      edit: output => {
        variable(output, 'dublin', 'whitewater', 'PEERS_FILE').value = '/config/peers.yaml';
      },
      finds: [{ at: 'whitewater/dublin', says: ['no init container copies it there'] }],
    },
    {
      situation: 'a copy of what is not there',
      variant: 'whitewater-init-container',
      edit: output => output.set('dublin', whitewater, 'spec.template.spec.volumes[1].configMap.items[0].path', 'list.json'),
      finds: [{ at: 'whitewater/dublin', says: ['no init container copies it there'] }],
    },
    {
      situation: 'the ConfigMap itself at the place',
      variant: 'whitewater-init-container',
      edit: output => {
        output.unset('dublin', whitewater, 'spec.template.spec.initContainers');
        output.set('dublin', whitewater, `${member}.volumeMounts[2].name`, 'bootstrap');
      },
      finds: [],
    },
    {
      situation: 'all entries of the ConfigMap and not that one alone',
      variant: 'whitewater-init-container',
      boundary: true,
      edit: output => output.unset('dublin', whitewater, 'spec.template.spec.volumes[1].configMap.items'),
      finds: [],
    },
  ],
  'membership/join': [
    {
      situation: 'two learners at a time',
      variant: 'learner',
      edit: output =>
        output.object('dublin', 'Job journal-learner-10-join').spec.template.spec.containers[0].args.push('journal-learner-11'),
      finds: [{ at: 'journal/dublin', says: ['adds journal-learner-10 journal-learner-11', 'one member at a time'] }],
    },
    {
      situation: 'another command before it',
      variant: 'learner',
      edit: output => output.object('dublin', 'Job journal-learner-10-join').spec.template.spec.containers[0].command.push('endpoint'),
      finds: [{ at: 'journal/dublin', says: ["'endpoint' before 'member add'"] }],
    },
    {
      situation: 'a learner that nobody makes known',
      variant: 'learner',
      edit: output => output.remove('dublin', 'Job journal-learner-10-join'),
      finds: [{ at: 'journal/dublin', says: ['journal-learner-10', 'no Job journal-learner-10-join'] }],
    },
    {
      situation: 'a learner that is added as a voter',
      variant: 'learner',
      edit: output => output.unset('dublin', 'Job journal-learner-10-join', `${member}.args[3]`),
      finds: [{ at: 'journal/dublin', says: ['--learner'], object: 'Job journal-learner-10-join', field: `${member}.args` }],
    },
    {
      situation: 'another address than the learner has',
      variant: 'learner',
      boundary: true,
      edit: output =>
        output.set(
          'dublin',
          'Job journal-learner-10-join',
          `${member}.args[4]`,
          '--peer-urls=http://journal-learner-1.dublin.journal.example.test:2380',
        ),
      finds: [{ at: 'journal/dublin', says: ['journal-learner-10.dublin.journal.example.test:2380'] }],
    },
    {
      situation: 'a Job that asks the peers and not the clients',
      variant: 'learner',
      edit: output =>
        output.set(
          'dublin',
          'Job journal-learner-10-join',
          `${member}.args[5]`,
          '--endpoints=http://journal-0.frankfurt.journal.example.test:2380',
        ),
      finds: [{ at: 'journal/dublin', says: [':2380', 'no voter'] }],
    },
    {
      situation: 'a learner that has joined',
      variant: 'learner',
      boundary: true,
      edit: output => {
        output.plan.systems[0].seats[1].joins = [];
        output.remove('dublin', 'Job journal-learner-10-join');
      },
      finds: [],
    },
    {
      situation: 'an argument more',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', `${member}.args[6]`, '--dial-timeout=5s'),
      finds: [],
    },
  ],
};
