import { Duration } from 'cdk8s';
import { Access, Exposure, PeerDiscovery } from '../../lib';
import { addressesInUse } from '../../lib/change/network-gate';
import { goneOf, whyNotOneNarrowing } from '../../lib/change/network-steps';
import { undoStep } from '../../lib/change/undo';
import { cluster } from '../fixtures';
import { type Program, Way } from './way';

const votes = [2, 2, 1];
const all = ['frankfurt', 'dublin', 'london'];
const [older, newer] = ['10.0.128.0/18', '10.99.0.0/16'];
const moved: Program = { votes, facts: { 2: { podCidrs: [newer] } } };
const unsafe = (said: readonly string[]): readonly string[] => said.filter(line => !line.startsWith('safe '));

/** The ranges that the policies of the members in a cluster have. */
const admitted = (way: Way, where: string): readonly string[] => [
  ...new Set([...way.text(where, 'settings', 'settings.yaml').matchAll(/cidr: (\S+)/g)].map(([, cidr]) => cidr as string)),
];

describe('pod ranges that are replaced', () => {
  it('are both admitted at once, and the old one until a step no longer admits it', () => {
    const way = new Way({ votes });
    expect(admitted(way, 'frankfurt')).not.toContain(newer);
    expect(unsafe(way.synthesize(moved))).toEqual(['in-steps cluster.addresses-in-steps', 'in-steps ledger.steps-ahead']);
    for (const where of all) expect(admitted(way, where)).toEqual(expect.arrayContaining([older, newer]));
    expect(way.faults).toEqual([]);
    const [narrow, ...more] = way.steps;
    expect(more).toEqual([]);
    expect(narrow).toMatchObject({ kind: 'narrow', cluster: 'london', restarts: [], copies: [], undo: { possible: true } });
    expect(narrow?.gate).toContain(
      `all voters of settings answer, follow one leader and are caught up; no pod of london has an address in ${older}`,
    );
    expect(narrow?.byHand.join()).toContain('kubectl --context london get nodes');
    expect(way.step()).toBe(`no longer admit ${older} of london`);
    expect(unsafe(way.said)).toEqual([]);
    expect(way.said).toContain('safe network.narrowed');
    for (const where of all) expect(admitted(way, where)).not.toContain(older);
    expect(way.faults).toEqual([]);
    expect(way.steps).toEqual([]);
    expect(way.state.networks?.['london']).toEqual({ podCidrs: [newer] });
  });

  it('are admitted again when the commit of the step is reverted', () => {
    const way = new Way({ votes });
    way.synthesize(moved);
    const before = way.state;
    way.step();
    expect(undoStep(way.state)).toMatchObject({ kind: 'impossible' });
    way.state = before;
    expect(unsafe(way.synthesize(moved))).toEqual(['in-steps ledger.steps-ahead']);
    expect(admitted(way, 'frankfurt')).toEqual(expect.arrayContaining([older, newer]));
  });

  it('leave no step where the program takes the change back', () => {
    const way = new Way({ votes });
    way.synthesize(moved);
    way.synthesize({ votes });
    expect(way.findings.filter(line => line.startsWith('error'))).toEqual([]);
    expect(way.steps).toEqual([]);
    expect(admitted(way, 'frankfurt')).not.toContain(newer);
  });

  it('take one step for each cluster, once members do not change any more', () => {
    const way = new Way({ votes });
    way.synthesize({ votes: [2, 2, 3], facts: { 1: { podCidrs: ['10.98.0.0/16'] }, 2: { podCidrs: [newer] } } });
    expect(way.steps.map(({ kind, cluster: where }) => `${kind} ${where}`)).toEqual([
      'add-voter london',
      'add-voter london',
      'narrow dublin',
      'narrow london',
    ]);
    expect(unsafe(way.walk().flatMap(() => way.said))).toEqual([]);
    expect(way.faults).toEqual([]);
    expect(Object.values(way.state.groups?.['settings']?.members ?? {}).map(({ role }) => role)).toEqual(Array(7).fill('voter'));
  });

  it('are admitted at load balancers too, and by the Service behind them', () => {
    const access = (facts: Program['facts'] = {}) =>
      Access.loadBalancer({
        protocol: 'tcp',
        sites: [0, 2].map(index => ({ cluster: cluster(index, facts[index]) })),
        checks: { interval: Duration.seconds(2), timeout: Duration.seconds(1), fall: 3, rise: 2 },
        failback: 'automatic',
        image: 'docker.io/library/haproxy:3.0.5',
        exposure: Exposure.loadBalancer(),
      });
    const way = new Way({ votes, over: { access: access() } });
    way.synthesize({ ...moved, over: { access: access(moved.facts) } });
    const text = way.text('frankfurt', 'settings', 'settings.yaml');
    expect(/loadBalancerSourceRanges:\n(?: +- \S+\n)+/.exec(text)?.[0]).toContain(older);
    expect(/loadBalancerSourceRanges:\n(?: +- \S+\n)+/.exec(text)?.[0]).toContain(newer);
    expect(way.faults).toEqual([]);
    way.step();
    expect(unsafe(way.said)).toEqual([]);
    expect(way.text('frankfurt', 'settings', 'settings.yaml')).not.toContain(older);
    expect(way.faults).toEqual([]);
  });

  it('are recorded by a step of their own where an earlier version has written the ledger, and refused before', () => {
    const way = new Way({ votes });
    const { networks: _, ...rest } = way.state;
    way.state = rest;
    way.synthesize({ votes });
    expect(way.steps.map(({ does }) => does)).toEqual(['record which addresses are admitted; nothing changes in the clusters']);
    expect(way.synthesize(moved)).toEqual([]);
    expect(way.findings.join()).toContain("record the old ranges with 'georaft step settings'");
    way.synthesize({ votes });
    way.step();
    expect(way.said).toContain('safe ledger.networks');
    expect(unsafe(way.synthesize(moved))).toEqual(['in-steps cluster.addresses-in-steps', 'in-steps ledger.steps-ahead']);
  });
});

describe('DNS servers and API servers that are replaced', () => {
  const over = { discovery: PeerDiscovery.kubernetesApi() };
  const facts = (dns: string, server: string, port = 6443): Program => ({
    votes,
    over,
    facts: { 2: { dnsCidrs: [dns], apiServer: { cidrs: [server], port } } },
  });

  it('are admitted beside the new ones until a step', () => {
    const way = new Way(facts('10.9.0.10/32', '192.0.2.2/32'));
    const said = way.synthesize(facts('10.9.0.11/32', '192.0.2.99/32'));
    expect(unsafe(said)).toEqual([
      'in-steps cluster.addresses-in-steps',
      'in-steps cluster.addresses-in-steps',
      'in-steps ledger.steps-ahead',
    ]);
    expect(admitted(way, 'london')).toEqual(expect.arrayContaining(['10.9.0.10/32', '10.9.0.11/32', '192.0.2.2/32', '192.0.2.99/32']));
    expect(way.faults).toEqual([]);
    const [narrow] = way.steps;
    expect(narrow?.gate).toContain('no pod of london asks a DNS server in 10.9.0.10/32');
    expect(narrow?.gate).toContain('the API server of london has no address in 192.0.2.2/32 at port 6443');
    expect(way.step()).toBe('no longer admit DNS at 10.9.0.10/32, the API server at 192.0.2.2/32, port 6443 of london');
    expect(unsafe(way.said)).toEqual([]);
    expect(admitted(way, 'london')).not.toContain('10.9.0.10/32');
    expect(way.faults).toEqual([]);
  });

  it('are admitted at both ports where an API server changes its port', () => {
    const way = new Way(facts('10.9.0.10/32', '192.0.2.2/32'));
    way.synthesize(facts('10.9.0.10/32', '192.0.2.2/32', 443));
    expect(way.state.networks?.['london']?.apiServers).toEqual([{ cidrs: ['192.0.2.2/32'], port: 6443 }]);
    expect(way.faults).toEqual([]);
    expect(way.step()).toBe('no longer admit the API server at 192.0.2.2/32, port 6443 of london');
    expect(way.state.networks?.['london']?.apiServers).toEqual([{ cidrs: ['192.0.2.2/32'], port: 443 }]);
  });

  it('have no step in a system whose members do not ask the API server', () => {
    const api = (server: string): Program => ({ votes, facts: { 2: { apiServer: { cidrs: [server], port: 6443 } } } });
    const way = new Way(api('192.0.2.2/32'));
    way.synthesize(api('192.0.2.99/32'));
    expect(way.steps).toEqual([]);
  });
});

describe('what one ledger has of a cluster and another one has not', () => {
  it('is found by addresses, however they are written', () => {
    const gone = goneOf({ podCidrs: ['10.1.0.0/16'] }, { podCidrs: ['10.1.0.0/17'] });
    expect(goneOf({ podCidrs: ['10.1.0.0/16'] }, { podCidrs: ['10.1.0.0/17', '10.1.128.0/17'] }).pods).toEqual([]);
    expect(gone.pods).toHaveLength(1);
    expect(addressesInUse('london', gone, { pods: [{ name: 'a/b', addresses: ['10.1.128.7'] }], dns: [], apiServers: [] })).toEqual([
      'a/b in london has an address in 10.1.128.0/17',
    ]);
    expect(
      addressesInUse('london', gone, { pods: [{ name: 'a/b', addresses: ['10.1.1.7', 'fd00::1'] }], dns: [], apiServers: [] }),
    ).toEqual([]);
  });

  it('goes for one cluster in a step', () => {
    const [wide, narrow] = [{ podCidrs: ['10.1.0.0/16', '10.2.0.0/16'] }, { podCidrs: ['10.2.0.0/16'] }];
    expect(whyNotOneNarrowing({ a: wide, b: wide }, { a: narrow, b: wide })).toBeUndefined();
    expect(whyNotOneNarrowing({ a: wide, b: wide }, { a: narrow, b: narrow })).toContain('a and b');
    expect(whyNotOneNarrowing({ a: narrow, b: narrow }, { a: wide, b: wide })).toBeUndefined();
  });
});
