import { line } from '../kind-text';

const sets = 'Kubernetes documentation, "StatefulSets".';
const immutable = 'Kubernetes API server: updates to a StatefulSet other than a few fields are forbidden.';
const rollout = 'Kubernetes documentation, "StatefulSets": rolling updates.';
const step = 'georaft step {system}';
const clusterByCluster =
  'Take the steps one by one, each a commit: the next cluster follows once all members of the last one run the new template.';

/** A change to the pod template that only restarts each member once. */
const restarts = (changes: string, why = 'Each member restarts once, in the step of its cluster.', source = rollout) =>
  line(changes, ['safe', 'in-steps'], why, clusterByCluster, source, step);

/** Changes to how members run. */
export const memberKinds = {
  'members.fewer-replicas': line(
    'A StatefulSet shrinks without a membership change',
    ['safe', 'never'],
    'Its last members stop together, while the group still counts their votes.',
    'Change the votes instead; the replicas follow.',
    'rqlite documentation, "Kubernetes": scaling down.',
  ),
  'members.more-replicas': line(
    'A StatefulSet grows without a membership change',
    ['safe', 'never'],
    'The group does not know the new pods: they crash, or form a group of their own.',
    'Change the votes instead; the replicas follow.',
    'etcd documentation, "Runtime reconfiguration": add a member before it is started.',
  ),
  'members.autoscaled': line(
    'Something other than a commit can change the number of members',
    ['never', 'never'],
    'An autoscaler changes the replicas, or Argo CD ignores them, and nothing tells the group.',
    'Remove it, and change votes by commits only.',
    'Argo CD documentation, "Diffing Customization"; Kubernetes documentation, "HorizontalPodAutoscaler".',
  ),
  'members.set-gone': line(
    'The StatefulSet of members is removed',
    ['safe', 'never'],
    'All members of the cluster stop.',
    'Put it back, or take the cluster out of the system in steps.',
    sets,
  ),
  'members.ordinals': line(
    'The first ordinal of a StatefulSet',
    ['safe', 'never'],
    'Its members get new names, and start with empty volumes.',
    'Keep {before}.',
    'Kubernetes KEP 3335: start ordinal.',
  ),
  'members.immutable-field': line(
    'An immutable field of a StatefulSet',
    ['needs-somebody', 'needs-somebody'],
    'The API server refuses the change, and the sync stops there.',
    'Delete the StatefulSet but keep its pods; the next sync creates it again and adopts them.',
    immutable,
    'kubectl -n {namespace} delete statefulset {set} --cascade=orphan',
  ),
  'members.ordered-start': line(
    'Members start one after the other',
    ['never', 'never'],
    'The first member is ready only with a quorum, and the others start only once it is ready, so the group never starts.',
    "Keep 'Parallel'.",
    'bitnami/charts issue 1287.',
  ),
  'members.self-removal': line(
    'Members may remove themselves or others from the group',
    ['never', 'never'],
    'Each restart shrinks the group, or the larger side of a partition removes the members of the other side.',
    'Remove this setting, and remove members in steps only.',
    'Consul documentation, "leave_on_terminate"; rqlite documentation, "-raft-cluster-remove-shutdown".',
  ),
  'members.identity': line(
    'The name or id that a member gives itself',
    ['safe', 'never'],
    'The group takes it for another member, and the old one is down for ever.',
    'Keep {before}.',
    'NATS documentation, "JetStream Clustering": server_name; OpenBao documentation, "node_id".',
  ),
  'members.learner-readiness': line(
    'The readiness probe of a learner asks for a quorum',
    ['never', 'never'],
    'The learner is never ready, and a rolling sync waits for it for ever.',
    "Add '?exclude=non_learner' to the probe, or probe only the process.",
    'etcd server/etcdserver/api/etcdhttp/health.go.',
  ),
  'rollout.restarts': line(
    'Members restart',
    ['safe', 'in-steps'],
    'A member does not vote while it restarts: if another one is down already, the group can lose its quorum.',
    'Make sure that all members are ready before the commit is applied.',
    'kubernetes issue 96218.',
    'georaft gate {system}',
  ),
  'rollout.waits': line(
    'A new pod template is not rolled out yet',
    ['safe', 'safe'],
    'No member gets it before the step of its cluster; until then a recreated member gets the old template.',
    '',
    rollout,
  ),
  'rollout.several-clusters': line(
    'Members of several clusters restart in one commit',
    ['safe', 'never'],
    'The controllers of different clusters do not coordinate, so several members are down at once.',
    'Restart the members of one cluster per commit, as each step does.',
    'PingCAP documentation, "Deploy TiDB across Kubernetes clusters": one cluster after the other.',
  ),
  'rollout.with-scaling': line(
    'Members restart and their number changes in one commit',
    ['safe', 'in-steps'],
    'A member is added or removed while others are down.',
    'Change the number first, and the template in a later commit.',
    'HashiCorp documentation of Raft: one change at a time.',
    step,
  ),
  'rollout.partition': line(
    'The partition of a rollout',
    ['safe', 'in-steps'],
    'Members from this position on restart; positions count from 0 in each cluster, whatever the first ordinal is.',
    clusterByCluster,
    'Kubernetes KEP 3335: start ordinal.',
    'georaft gate {system}',
  ),
  'rollout.strategy': line(
    'The update strategy of a StatefulSet',
    ['never', 'never'],
    'Several members are down at a time, or a new template is never rolled out.',
    "Keep 'RollingUpdate', one member at a time.",
    'Kubernetes KEP 961: maxUnavailable of StatefulSets.',
  ),
  'template.command': restarts('The command of members'),
  'template.args': restarts('Arguments of members'),
  'template.env': restarts('Environment variables of members'),
  'template.resources': restarts('Resources of members'),
  'template.liveness': restarts('The liveness probe of members'),
  'template.liveness-quorum': line(
    'The liveness probe fails without a leader',
    ['never', 'never'],
    'When the quorum is lost, all members restart again and again, and the group never recovers.',
    'Probe only whether the process answers.',
    'etcd-druid issue 1361.',
  ),
  'template.readiness': restarts('The readiness probe of members'),
  'template.startup': restarts('The startup probe of members'),
  'template.startup-shorter': line(
    'A member gets less time to start',
    ['safe', 'needs-somebody'],
    'A member that needs longer to read its log is killed again and again.',
    'Check how long the slowest start took.',
    'Kubernetes documentation, "Configure Probes": startup probes.',
    'kubectl -n {namespace} get pods -o yaml',
  ),
  'template.shutdown': restarts('What a member does before it stops'),
  'template.grace-shorter': line(
    'A member gets less time to stop',
    ['safe', 'needs-somebody'],
    'A leader that is killed before it hands over leaves the group without a leader until the next election.',
    'Keep it longer than the preStop hook and the leader transfer together.',
    'Kubernetes documentation, "Pod Lifecycle": termination.',
    'kubectl -n {namespace} logs MEMBER --previous',
  ),
  'template.user': line(
    'The user that members run as',
    ['safe', 'needs-somebody'],
    'A member cannot open files of another user.',
    'Give the files to the new user first, then take the first step and check the members of its cluster.',
    'rqlite changelog, 9.3.4.',
    'kubectl -n {namespace} exec MEMBER -- ls -ln {path}',
  ),
  'template.spread-weaker': line(
    'More members may share a node or a zone',
    ['safe', 'needs-somebody'],
    'The loss of one node or zone can stop more members than the table of losses counts.',
    'Keep one member per node, and keep the spread over zones.',
    'Kubernetes documentation, "Pod Topology Spread Constraints".',
    'kubectl -n {namespace} get pods -o wide',
  ),
  'template.spread': restarts('Where members may run'),
  'template.memory-limit': line(
    'Members may use more memory than they request',
    ['safe', 'needs-somebody'],
    'When its node is short of memory, a member can be killed, and the group loses a vote.',
    'Set the limit equal to the request.',
    'Kubernetes documentation, "Quality of Service".',
    'kubectl -n {namespace} top pods',
  ),
  'template.security': restarts('What members may do on their node'),
  'template.volumes': restarts('Volumes and mounts of members'),
  'template.containers': restarts('The containers beside the member'),
  'template.account': restarts('The service account of members'),
  'template.labels': restarts('Labels and annotations of members'),
  'template.other': restarts('Another field of the pod template'),
} as const;
