import type { ManifestCases } from '../manifest-case';
import { flag, member, members, queue, withoutPlan } from '../member-edits';

const settings = members('settings');
const path = (probe: string): string => `${member}.${probe}.httpGet.path`;

/** An image, a probe and the question it asks, in a folder that another tool wrote. */
const foreign = (image: string, question: object): object => ({
  ...queue,
  spec: {
    ...queue.spec,
    template: {
      ...queue.spec.template,
      spec: {
        containers: [
          {
            name: 'member',
            image,
            args: ['--join=queue-0.queue.queue.svc:4002,queue-1.queue.queue.svc:4002'],
            ports: [{ name: 'http', containerPort: 4001 }],
            livenessProbe: question,
          },
        ],
      },
    },
  },
});

/** Cases of the rules in lib/rules/probes. */
export const probes: ManifestCases = {
  'probes/liveness': [
    {
      situation: 'a path that is left out',
      boundary: true,
      edit: output => output.unset('dublin', settings, path('livenessProbe')),
      finds: [{ at: 'settings/dublin', says: ['requests /,', 'no such path'] }],
    },
    {
      situation: 'liveness that asks for a quorum',
      edit: output => output.set('dublin', settings, path('livenessProbe'), '/readyz'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['liveness', '/readyz', 'fails without a quorum'],
          object: settings,
          field: `${member}.livenessProbe`,
        },
      ],
    },
    {
      situation: 'a linearizable read for liveness',
      edit: output => output.set('dublin', settings, path('livenessProbe'), '/health'),
      finds: [{ at: 'settings/dublin', says: ['/health'] }],
    },
    {
      situation: 'a startup probe that needs the others',
      edit: output => output.set('dublin', settings, path('startupProbe'), '/readyz'),
      finds: [{ at: 'settings/dublin', says: ['startup probe'] }],
    },
    {
      situation: 'a question that etcd does not know',
      edit: output => output.set('dublin', settings, path('livenessProbe'), '/healthz'),
      finds: [{ at: 'settings/dublin', says: ['/healthz', 'no such path'] }],
    },
    {
      situation: 'a command that asks the whole group',
      edit: output => {
        output.unset('dublin', settings, `${member}.livenessProbe.httpGet`);
        output.set('dublin', settings, `${member}.livenessProbe.exec`, {
          command: ['/usr/local/bin/etcdctl', 'endpoint', 'health', '--cluster'],
        });
      },
      finds: [{ at: 'settings/dublin', says: ['endpoint health --cluster'] }],
    },
    {
      situation: 'an engine of its own that is asked the same for readiness, which needs a quorum',
      edit: output => {
        output.plan.systems.find((system: { name: string }) => system.name === 'whitewater').engine.readiness = 'quorum';
        const handler = { httpGet: { path: '/ready', port: 'raft' } };
        for (const probe of ['livenessProbe', 'readinessProbe']) {
          output.unset('dublin', members('whitewater'), `${member}.${probe}.tcpSocket`);
          output.set('dublin', members('whitewater'), `${member}.${probe}.httpGet`, handler.httpGet);
        }
      },
      finds: [{ at: 'whitewater/dublin', says: ['/ready', 'as the readiness probe does'] }],
    },
    {
      situation: 'rqlite that is restarted without a leader, in a folder without a plan',
      edit: output =>
        withoutPlan(output).add(
          'dublin',
          'queue',
          foreign('docker.io/rqlite/rqlite:9.1.3', { httpGet: { path: '/readyz', port: 'http' } }),
        ),
      finds: [{ at: 'queue/dublin', says: ['fails without a leader'] }],
    },
    {
      situation: "Consul's answer that is always yes",
      edit: output =>
        withoutPlan(output).add(
          'dublin',
          'queue',
          foreign('docker.io/hashicorp/consul:1.21.0', { httpGet: { path: '/v1/status/leader', port: 'http' } }),
        ),
      finds: [{ at: 'queue/dublin', says: ['never fails'] }],
    },
    {
      situation: 'Vault whose standbys say no',
      edit: output =>
        withoutPlan(output).add(
          'dublin',
          'queue',
          foreign('docker.io/hashicorp/vault:1.20.0', { httpGet: { path: '/v1/sys/health', port: 'http' } }),
        ),
      finds: [{ at: 'queue/dublin', says: ['fails on every standby'] }],
    },
    {
      situation: 'the same question without the quorum',
      boundary: true,
      edit: output => output.set('dublin', settings, path('livenessProbe'), '/health?serializable=true'),
      finds: [],
    },
    {
      situation: 'rqlite that is asked for its process only',
      boundary: true,
      edit: output =>
        withoutPlan(output).add(
          'dublin',
          'queue',
          foreign('docker.io/rqlite/rqlite:9.1.3', { httpGet: { path: '/readyz?noleader', port: 'http' } }),
        ),
      finds: [],
    },
    {
      situation: 'no liveness probe, as etcd-druid has it',
      edit: output => output.unset('dublin', settings, `${member}.livenessProbe`),
      finds: [],
    },
  ],
  'probes/readiness': [
    {
      situation: 'a path that is left out',
      edit: output => output.unset('dublin', settings, path('readinessProbe')),
      finds: [{ at: 'settings/dublin', says: ['requests /,', 'no such path'] }],
    },
    {
      situation: 'no readiness probe',
      edit: output => output.unset('dublin', settings, `${member}.readinessProbe`),
      finds: [{ at: 'settings/dublin', says: ['no readiness probe'], object: settings }],
    },
    {
      situation: 'readiness that proves the process only',
      edit: output => output.set('dublin', settings, path('readinessProbe'), '/livez'),
      finds: [{ at: 'settings/dublin', says: ['/livez', 'only the process', 'a quorum'], field: `${member}.readinessProbe` }],
    },
    {
      situation: 'a TCP connection where the plan wants a quorum',
      edit: output => {
        output.unset('dublin', settings, `${member}.readinessProbe.httpGet`);
        output.set('dublin', settings, `${member}.readinessProbe.tcpSocket`, { port: 'client' });
      },
      finds: [{ at: 'settings/dublin', says: ['a TCP connection'] }],
    },
    {
      situation: 'a budget of exactly two elections',
      boundary: true,
      edit: output => {
        output.set('dublin', settings, `${member}.readinessProbe.periodSeconds`, 1);
        output.set('dublin', settings, `${member}.readinessProbe.failureThreshold`, 2);
      },
      finds: [{ at: 'settings/dublin', says: ['2 s (2 × 1 s)', '2 × 1000 ms'] }],
    },
    {
      situation: 'a second more than two elections',
      boundary: true,
      edit: output => {
        output.set('dublin', settings, `${member}.readinessProbe.periodSeconds`, 1);
        output.set('dublin', settings, `${member}.readinessProbe.failureThreshold`, 3);
      },
      finds: [],
    },
    {
      situation: 'the process only, where the plan wants no more',
      edit: output => output.set('dublin', members('whitewater'), `${member}.readinessProbe.failureThreshold`, 1),
      finds: [],
    },
  ],
  'probes/startup': [
    {
      situation: 'a startup probe that gives up one period too early',
      boundary: true,
      edit: output => output.set('dublin', settings, `${member}.startupProbe.failureThreshold`, 81),
      finds: [{ at: 'settings/dublin', says: ['405 s (81 × 5 s)', '410 s'], object: settings, field: `${member}.startupProbe` }],
    },
    {
      situation: 'no startup probe before the liveness probe',
      edit: output => output.unset('dublin', settings, `${member}.startupProbe`),
      finds: [{ at: 'settings/dublin', says: ['no startup probe', '60 s (6 × 10 s)'] }],
    },
    {
      situation: "Kubernetes' own threshold",
      edit: output => output.unset('dublin', settings, `${member}.startupProbe.failureThreshold`),
      finds: [{ at: 'settings/dublin', says: ['15 s (3 × 5 s)'] }],
    },
    {
      situation: 'a first delay that makes up for it',
      boundary: true,
      edit: output => {
        output.set('dublin', settings, `${member}.startupProbe.failureThreshold`, 81);
        output.set('dublin', settings, `${member}.startupProbe.initialDelaySeconds`, 5);
      },
      finds: [],
    },
    {
      situation: 'no probe that restarts anything',
      edit: output => {
        output.unset('dublin', settings, `${member}.startupProbe`);
        output.unset('dublin', settings, `${member}.livenessProbe`);
      },
      finds: [],
    },
  ],
  'probes/learner': [
    {
      situation: 'a learner that is asked whether it votes',
      variant: 'learner',
      edit: output => output.set('dublin', members('journal-learner'), path('readinessProbe'), '/readyz'),
      finds: [
        { at: 'journal/dublin', says: ['/readyz', 'non_learner'], object: 'StatefulSet journal-learner', field: path('readinessProbe') },
      ],
    },
    {
      situation: 'an exclusion of something else',
      variant: 'learner',
      boundary: true,
      edit: output => output.set('dublin', members('journal-learner'), path('readinessProbe'), '/readyz?exclude=non_learners'),
      finds: [{ at: 'journal/dublin', says: ['exclude=non_learners'] }],
    },
    {
      situation: 'an exclusion among others',
      variant: 'learner',
      boundary: true,
      edit: output =>
        output.set('dublin', members('journal-learner'), path('readinessProbe'), '/readyz?exclude=data_corruption&exclude=non_learner'),
      finds: [],
    },
    {
      situation: 'voters, which pass the check',
      variant: 'learner',
      edit: output => output.set('frankfurt', members('journal'), path('readinessProbe'), '/readyz?exclude=data_corruption'),
      finds: [],
    },
  ],
  'probes/port': [
    {
      situation: 'answers for the pod itself only',
      edit: output => {
        const given = output.object('dublin', settings).spec.template.spec.containers[0];
        given.args = given.args.map((arg: string) =>
          arg.replace('--listen-metrics-urls=http://0.0.0.0', '--listen-metrics-urls=http://127.0.0.1'),
        );
      },
      finds: [{ at: 'settings/dublin', says: ['port 2381, at which etcd serves no health checks'] }],
    },
    {
      situation: 'a name that no port has',
      edit: output => output.set('dublin', settings, `${member}.livenessProbe.httpGet.port`, 'health'),
      finds: [
        {
          at: 'settings/dublin',
          says: ["'health'", 'peer, client, metrics'],
          object: settings,
          field: `${member}.livenessProbe.httpGet.port`,
        },
      ],
    },
    {
      situation: 'the port of peers, which answers no such question',
      edit: output => output.set('dublin', settings, `${member}.livenessProbe.httpGet.port`, 'peer'),
      finds: [{ at: 'settings/dublin', says: ['port 2380'] }],
    },
    {
      situation: 'a port that moved away under its name',
      edit: output => output.set('dublin', settings, `${member}.ports[2].containerPort`, 2382),
      finds: [{ at: 'settings/dublin', says: ['port 2382'] }],
    },
    {
      situation: 'TLS where etcd speaks none',
      edit: output => output.set('dublin', settings, `${member}.readinessProbe.httpGet.scheme`, 'HTTPS'),
      finds: [{ at: 'settings/dublin', says: ['https', 'http'] }],
    },
    {
      situation: 'a process that does not listen for probes any more',
      edit: output => flag(output, 'dublin', 'settings', 'listen-metrics-urls'),
      finds: [{ at: 'settings/dublin', says: ['port 2381'] }],
    },
    {
      situation: 'the number of the port instead of its name',
      boundary: true,
      edit: output => output.set('dublin', settings, `${member}.livenessProbe.httpGet.port`, 2381),
      finds: [],
    },
    {
      situation: 'the port of clients, which answers the same',
      boundary: true,
      edit: output => output.set('dublin', settings, `${member}.readinessProbe.httpGet.port`, 'client'),
      finds: [],
    },
    {
      situation: 'an engine that is not known, at a number that is not declared',
      edit: output => output.set('dublin', members('whitewater'), `${member}.livenessProbe.tcpSocket.port`, 9999),
      finds: [],
    },
  ],
};
