import {
  Access,
  DnsProvider,
  Exposure,
  Finding,
  GatewayImplementation,
  HealthChecks,
  HealthRequest,
  Network,
  RaftEngine,
  Seat,
  Standby,
  Survive,
  TerraformSettings,
  Topology,
} from '../../lib';
import { sample } from '../extent';
import { must } from '../fixtures';
import { outcomeOf } from './run';
import {
  appOf,
  asked,
  checkedBy,
  dns,
  existing,
  gated,
  name,
  one,
  outliers,
  type Program,
  seconds,
  program as store,
  together,
  two,
  zone,
} from './world';

type Answer = () => unknown;

/** What a strategy of a user answers with, in a program in which it is asked. */
interface Question {
  /** The function, as findings name it. */
  readonly at: string;
  readonly program: (answer: never) => Program;
  /** Answers that are right though they say nothing. */
  readonly right?: readonly string[];
}

const etcd = RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });
const gateway = GatewayImplementation.gatewayApi();
const istio = GatewayImplementation.istio({ retries: 'never' });
const powerDns = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
const k8gb = DnsProvider.k8gb({ edge: DnsProvider.route53(), zone: `gslb.${zone}`, geoTags: { one: 'one', two: 'two' } });
const below = Access.dns({
  ...{ ...name, host: `demo.gslb.${zone}`, exposure: Exposure.ingress(), failback: 'automatic' },
  healthChecks: asked(HealthRequest.tcp({ port: 2379 })),
});
const byTerraform = HealthChecks.terraform({
  request: HealthRequest.http({ port: 80, path: '/' }),
  records: 'terraform',
  interval: seconds(10),
  failures: 3,
});
const standing = (standby: Standby, engine: RaftEngine): Program => ({
  system: {
    engine,
    topology: Topology.activeStandby({ active: Seat.of(one, { voters: 3 }), standbys: [standby] }),
    objectives: { survive: Survive.anyOneMember() },
  },
});
const routed = (implementation: GatewayImplementation): Program => ({
  system: { engine: store, topology: together(), access: gated(implementation) },
});

const questions: readonly Question[] = [
  { at: 'fleet.network.bind()', program: bind => ({ fleet: { network: { ...Network.flat(), bind } } }) },
  { at: 'fleet.dns.provider.bind()', program: bind => ({ fleet: dns({ ...DnsProvider.route53(), bind }) }) },
  {
    at: 'fleet.dns.provider.route()',
    program: route => ({ fleet: dns({ ...DnsProvider.route53(), route }), system: { access: checkedBy(existing()) } }),
    right: ['an empty list'],
  },
  {
    at: 'fleet.dns.provider.answer()',
    program: answer => ({ fleet: dns({ ...powerDns, answer }), system: { access: checkedBy(asked()) } }),
    right: ['an empty list'],
  },
  {
    at: 'fleet.dns.provider.delegate()',
    program: delegate => ({ fleet: dns({ ...k8gb, delegate }), system: { access: below } }),
    right: ['an empty list'],
  },
  {
    at: 'fleet.dns.provider.delegateZone()',
    program: delegateZone => ({ fleet: dns({ ...k8gb, delegateZone }) }),
    right: ['an empty list'],
  },
  {
    at: 'fleet.dns.provider.terraform()',
    program: terraform => ({
      fleet: { ...dns({ ...DnsProvider.route53(), terraform }), terraform: TerraformSettings.stacks() },
      system: { access: checkedBy(byTerraform) },
    }),
  },
  { at: 'demo.engine.bind()', program: bind => ({ system: { engine: { ...etcd, bind } } }) },
  { at: 'demo.engine.mirror()', program: mirror => standing(Standby.hot(two, { voters: 3 }), { ...etcd, mirror }) },
  { at: 'demo.engine.join()', program: join => standing(Standby.learner(two, { learners: 1 }), { ...etcd, join }) },
  {
    at: 'demo.engine.connectionString()',
    program: connectionString => ({
      system: {
        engine: { ...etcd, connectionString },
        access: Access.clientList({ exposure: Exposure.podAddresses(), connectTimeout: seconds(2), failback: 'automatic' }),
      },
    }),
    right: ['a text', 'an empty text'],
  },
  { at: 'demo.access.implementation.bind()', program: bind => routed({ ...gateway, bind }), right: ['an empty list'] },
  { at: 'demo.access.implementation.exports()', program: exports => routed({ ...gateway, exports }) },
  {
    at: 'demo.access.implementation.refusals()',
    program: refusals => ({ system: { engine: store, access: gated({ ...istio, refusals }, { outliers, failback: 'automatic' }) } }),
    right: ['an empty list'],
  },
];

const answers: readonly (readonly [string, Answer])[] = [
  ['nothing', () => undefined],
  ['null', () => null],
  ['a number', () => 42],
  ['a text', () => 'frankfurt'],
  ['an empty text', () => ''],
  ['an empty list', () => []],
  ['a list of nothing', () => [null]],
  ['a list of empty objects', () => [{}]],
  ['an empty object', () => ({})],
  ['a promise', async () => []],
];

const found = ({ program }: Question, answer: Answer): ReturnType<typeof outcomeOf> =>
  outcomeOf(folder => appOf(folder, program(answer as never)), 'unchecked');

/** Of those in which the quick run tries answers that are thrown or may be right. */
const some = new Set(sample(questions, 4, 1));

describe.each(questions.map((question, position) => [question.at, question, position] as const))(
  'what a strategy answers in %s',
  (at, question, position) => {
    const wrong = answers.filter(([what]) => !question.right?.includes(what));
    it.each(sample(wrong, 7, position))('is refused with a finding that names it when it is %s', (_, answer) => {
      const { findings, files } = found(question, answer);
      const lines = findings.map(Finding.line);
      expect([lines, lines.some(line => line.includes(`[${at}`))]).toEqual([lines, true]);
      expect(lines.filter(line => /undefined|TypeError|Cannot read|not iterable|\[object /.test(line))).toEqual([]);
      expect(files.size).toBe(0);
    });

    if (!some.has(question)) return;
    it('is a finding with its own words when it throws', () => {
      const { findings, files } = found(question, () => {
        throw new Error('out of order');
      });
      expect(findings.some(finding => Finding.line(finding).includes('out of order'))).toBe(true);
      expect(files.size).toBe(0);
    });

    it('may be what says nothing where its type allows it', () => {
      for (const [what, answer] of answers.filter(([called]) => question.right?.includes(called))) {
        const lines = found(question, answer).findings.map(Finding.line);
        expect([what, lines.filter(line => /input\/|TypeError|Cannot read/.test(line))]).toEqual([what, []]);
      }
    });
  },
);

describe('a DNS provider of one’s own', () => {
  it('has its credentials as files in the folder that it names', () => {
    const provider = DnsProvider.plain({
      provider: 'own',
      secret: { name: 'own', keys: ['own.json'], folder: '/etc/own' },
      propagation: seconds(60),
    });
    const own = {
      ...provider,
      name: 'mine',
      bind: () => ({ ...provider.bind({ cluster: one, zone, scope: 'local' }), registry: 'noop' as const }),
    };
    const { findings, files } = outcomeOf(folder => appOf(folder, { fleet: dns(own) }), 'unchecked');
    expect(findings.map(Finding.line)).toEqual([]);
    const text = must(files.get('dist/one/external-dns/external-dns.yaml'));
    expect(text).toContain('mountPath: /etc/own');
    expect(text).toContain('--registry=noop');
  });

  it('that misspells what its answer holds is told the fields that there are', () => {
    const bind = () => ({ provider: 'own', args: [], env: [], secret: { name: 'own', keys: ['key'], directory: '/etc/own' } });
    const { findings } = outcomeOf(folder => appOf(folder, { fleet: dns({ ...DnsProvider.route53(), bind }) }), 'unchecked');
    expect(findings.map(Finding.line)).toEqual([
      '[fleet.dns.provider.bind().secret.directory] input/unknown-field: is not a known field; use one of name, keys, folder',
    ]);
  });
});
