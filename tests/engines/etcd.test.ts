import { etcd } from '../../lib/engines/etcd';
import { must } from '../fixtures';
import { context } from './context';

const engine = etcd({ image: 'quay.io/coreos/etcd:v3.6.5' });
const bind = (overrides: Parameters<typeof context>[0] = {}) => engine.bind(context(overrides));

const flag = (args: readonly string[], name: string): string | undefined =>
  args.find(arg => arg.startsWith(`--${name}=`))?.slice(name.length + 3);

const voters =
  'demo-0=http://demo-0.frankfurt.demo.example.test:2380,demo-1=http://demo-1.frankfurt.demo.example.test:2380,demo-10=http://demo-10.dublin.demo.example.test:2380';

describe('an etcd voter', () => {
  it('starts a new group of all voters and no learner', () => {
    expect(bind().bootstrap).toEqual({
      ETCD_INITIAL_CLUSTER: voters,
      ETCD_INITIAL_CLUSTER_STATE: 'new',
      ETCD_INITIAL_CLUSTER_TOKEN: 'test-demo',
    });
  });

  it('joins the group that exists once that has formed', () => {
    expect(bind({ bootstrapped: true }).bootstrap).toMatchObject({ ETCD_INITIAL_CLUSTER: voters, ETCD_INITIAL_CLUSTER_STATE: 'existing' });
  });

  it('is known to its peers and clients by its own name below its cluster’s domain', () => {
    const { args, env } = bind();
    expect(flag(args, 'name')).toBe('$(POD_NAME)');
    expect(flag(args, 'initial-advertise-peer-urls')).toBe('http://$(POD_NAME).dublin.demo.example.test:2380');
    expect(flag(args, 'advertise-client-urls')).toBe('http://$(POD_NAME).dublin.demo.example.test:2379');
    expect(env).toContainEqual({ name: 'POD_NAME', field: 'metadata.name' });
  });

  it('keeps its data on its volume', () => {
    const { args, dataPath } = bind();
    expect(must(flag(args, 'data-dir')).startsWith(`${dataPath}/`)).toBe(true);
  });

  it('has the timeouts of its group', () => {
    const { args } = bind({ timing: { heartbeatMillis: 250, electionMillis: 2500 } });
    expect(flag(args, 'heartbeat-interval')).toBe('250');
    expect(flag(args, 'election-timeout')).toBe('2500');
  });

  it('is alive without a quorum and ready with one only', () => {
    const { liveness, startup, readiness } = bind();
    expect(liveness).toEqual({ kind: 'http', path: '/livez', port: 'metrics' });
    expect(startup).toEqual({ kind: 'http', path: '/livez', port: 'metrics' });
    expect(readiness).toEqual({ handler: { kind: 'http', path: '/readyz', port: 'metrics' }, needs: 'quorum' });
  });

  it('asks its health on a port of its own', () => {
    const serves = Object.fromEntries(bind().ports.map(port => [port.port, port.serves]));
    expect(serves).toEqual({ 2379: ['clients'], 2380: ['peers'], 2381: ['probes'] });
  });

  it('has time to hand over leadership, which takes two election timeouts', () => {
    expect(bind().shutdown.grace.toSeconds()).toBe(32);
    expect(bind({ timing: { heartbeatMillis: 500, electionMillis: 5000 } }).shutdown.grace.toSeconds()).toBe(40);
  });

  it('refuses to grow over its quota', () => {
    expect(flag(bind().args, 'quota-backend-bytes')).toBe('2147483648');
    const small = etcd({ image: 'etcd:v3.6.5', quotaBytes: 1000 }).bind(context());
    expect(flag(small.args, 'quota-backend-bytes')).toBe('1000');
  });
});

describe('an etcd learner', () => {
  const learner = bind({ role: 'learner' });

  it('joins the group that exists as one more member', () => {
    expect(learner.bootstrap).toMatchObject({
      ETCD_INITIAL_CLUSTER: `${voters},demo-learner-20=http://demo-learner-20.london.demo.example.test:2380`,
      ETCD_INITIAL_CLUSTER_STATE: 'existing',
    });
  });

  it('is ready when it follows, since it never answers for the quorum', () => {
    expect(learner.readiness).toEqual({ handler: { kind: 'http', path: '/readyz?exclude=non_learner', port: 'metrics' }, needs: 'member' });
  });

  it('is added by a job that asks all voters', () => {
    const task = engine.join?.({
      learner: { name: 'demo-learner-20', host: 'demo-learner-20.london.demo.example.test', tls: true },
      voters: context().voters,
    });
    expect(task?.args).toEqual([
      'member',
      'add',
      'demo-learner-20',
      '--learner',
      '--peer-urls=https://demo-learner-20.london.demo.example.test:2380',
      '--endpoints=http://demo-0.frankfurt.demo.example.test:2379,http://demo-1.frankfurt.demo.example.test:2379,http://demo-10.dublin.demo.example.test:2379',
    ]);
  });

  it('is the only one of its group', () => {
    expect(engine.maxLearners).toBe(1);
  });
});

describe('etcd peers with certificates', () => {
  const secured = bind({ tlsFolder: '/tls', voters: context().voters.map(voter => ({ ...voter, tls: true })) });

  it('speak TLS to each other and ask for certificates', () => {
    expect(flag(secured.args, 'initial-advertise-peer-urls')).toBe('https://$(POD_NAME).dublin.demo.example.test:2380');
    expect(flag(secured.args, 'listen-peer-urls')).toBe('https://0.0.0.0:2380');
    expect(flag(secured.args, 'peer-client-cert-auth')).toBe('true');
    expect(flag(secured.args, 'peer-cert-file')).toBe('/tls/tls.crt');
    expect(flag(secured.args, 'peer-key-file')).toBe('/tls/tls.key');
    expect(flag(secured.args, 'peer-trusted-ca-file')).toBe('/tls/ca.crt');
  });

  it('list each other with https', () => {
    expect(secured.bootstrap['ETCD_INITIAL_CLUSTER']).toBe(voters.replaceAll('http:', 'https:'));
  });

  it('listen without TLS for as long as they only connect with it, and are listed so', () => {
    const outgoing = bind({ tlsFolder: '/tls', tlsMode: 'outgoing' });
    expect(flag(outgoing.args, 'listen-peer-urls')).toBe('http://0.0.0.0:2380');
    expect(flag(outgoing.args, 'peer-cert-file')).toBe('/tls/tls.crt');
    expect(outgoing.bootstrap['ETCD_INITIAL_CLUSTER']).toBe(voters);
  });

  it('are not asked for where there are none', () => {
    expect(bind().args.filter(arg => arg.startsWith('--peer-'))).toEqual([]);
  });
});
