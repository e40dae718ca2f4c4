import { Duration } from 'cdk8s';
import { Access, Exposure } from '../../lib';
import { whyNotOneRetirement } from '../../lib/change/name-steps';
import type { DnsAccess } from '../../lib/domain/access';
import { dns, route53 } from '../fixtures';
import { type Program, Way } from './way';

const votes = [2, 2, 1];
const all = ['frankfurt', 'dublin', 'london'];
const [older, newer] = ['settings.example.test', 'config.example.test'];
const clients = { clientCidrs: ['192.0.2.0/24'] };
/** Clients connect to a controller, and it says from where. */
const behind = (exposure: Exposure): Partial<DnsAccess> => ({ exposure });
const at = (host: string, seconds = 60, more: Partial<DnsAccess> = clients, fleet: Program['fleet'] = {}): Program => ({
  votes,
  fleet,
  over: { access: Access.dns({ host, ttl: Duration.seconds(seconds), exposure: Exposure.loadBalancer(), ...more }) },
});
const owned: Program['fleet'] = { dns: dns({ provider: route53 }) };
const unsafe = (said: readonly string[]): readonly string[] => said.filter(line => !line.startsWith('safe '));

/** The names that a cluster publishes, with the TTL of their records. */
const published = (way: Way, where: string): readonly string[] => [
  ...new Set(
    [...way.text(where, 'settings', 'settings.yaml').matchAll(/dnsName: (\S+)\n(?: +.*\n)*? +recordTTL: (\d+)/g)].map(
      ([, name, ttl]) => `${name} ${ttl}`,
    ),
  ),
];

describe('a name for clients that is replaced', () => {
  it('is published beside the new one, and no longer after a step', () => {
    const way = new Way(at(older, 60, clients, owned));
    expect(unsafe(way.synthesize(at(newer, 60, clients, owned)))).toEqual(['in-steps ledger.steps-ahead', 'in-steps access.host-in-steps']);
    for (const where of all) expect(published(way, where)).toEqual([`${newer} 60`, `${older} 60`]);
    expect(way.steps).toMatchObject([{ kind: 'retire', restarts: [], undo: { possible: true } }]);
    expect(way.steps[0]?.gate).toContain(`all clients use ${newer}; since the last one was moved, 90 s have passed`);
    expect(way.steps[0]?.byHand).toEqual([expect.stringContaining(`nobody asks for it any more`)]);
    expect(way.step()).toBe(`no longer publish ${older}`);
    expect(unsafe(way.said)).toEqual([]);
    expect(way.said).toContain('safe record.retired');
    for (const where of all) expect(published(way, where)).toEqual([`${newer} 60`]);
    expect(way.steps).toEqual([]);
    expect(way.state.names).toEqual({ [newer]: { ttlSeconds: 60 } });
  });

  it('has records that stay in the zone where all clusters publish them: somebody deletes them', () => {
    const ingress = behind(Exposure.ingress());
    const way = new Way(at(older, 60, ingress));
    expect(unsafe(way.synthesize(at(newer, 60, ingress)))).toEqual(['in-steps ledger.steps-ahead', 'in-steps access.host-in-steps']);
    expect(way.steps[0]?.byHand.join()).toContain(`once the commit is applied: delete the records of ${older}`);
    way.step();
    expect(unsafe(way.said)).toEqual(['needs-somebody record.stays-behind']);
    expect(way.findings.join()).toContain('change/left-record');
  });

  it('is taken away only when the longer of both TTLs has passed', () => {
    const way = new Way(at(older, 300, clients, owned));
    way.synthesize(at(older, 20, { ...clients, clientCache: Duration.seconds(10) }, owned));
    expect(way.steps).toEqual([]);
    way.synthesize(at(newer, 20, { ...clients, clientCache: Duration.seconds(10) }, owned));
    expect(way.steps[0]?.gate).toContain('310 s have passed');
    // The record itself has the shorter one: it may have to move.
    expect(published(way, 'frankfurt')).toEqual([`${newer} 20`, `${older} 20`]);
  });

  it('is in the Ingress beside the new one', () => {
    const ingress = behind(Exposure.ingress({ tlsSecretName: 'tls' }));
    const way = new Way(at(older, 60, ingress, owned));
    expect(unsafe(way.synthesize(at(newer, 60, ingress, owned)))).toEqual(['in-steps ledger.steps-ahead', 'in-steps access.host-in-steps']);
    const hosts = (): readonly string[] =>
      [...way.text('dublin', 'settings', 'settings.yaml').matchAll(/- host: (\S+)/g)].map(([, host]) => host as string);
    expect(hosts()).toEqual([newer, older]);
    way.step();
    expect(unsafe(way.said)).toEqual([]);
    expect(way.said).toContain('safe object.hosts');
    expect(hosts()).toEqual([newer]);
  });

  it('is published again when the commit of the step is reverted, or the program takes the change back', () => {
    const way = new Way(at(older, 60, clients, owned));
    way.synthesize(at(newer, 60, clients, owned));
    const before = way.state;
    way.step();
    way.state = before;
    way.synthesize(at(newer, 60, clients, owned));
    expect(published(way, 'london')).toContain(`${older} 60`);
    way.synthesize(at(older, 60, clients, owned));
    expect(way.steps).toEqual([]);
    expect(published(way, 'london')).toEqual([`${older} 60`]);
  });
});

describe('where names cannot be published side by side', () => {
  it('no step takes one away: a route of a Gateway has one host', () => {
    const gateway = { name: 'edge', namespace: 'gateways', addresses: ['198.51.100.9'] };
    const facts = Object.fromEntries(votes.map((_, index) => [index, { gateway }]));
    const wanted = (host: string): Program => ({ ...at(host, 60, behind(Exposure.gateway({ route: 'http' })), owned), facts });
    const way = new Way(wanted(older));
    expect(unsafe(way.synthesize(wanted(newer)))).toEqual(expect.arrayContaining(['needs-somebody access.host']));
    expect(way.state.names).toBeUndefined();
    expect(way.steps).toEqual([]);
  });
});

describe('the names of two ledgers', () => {
  it('go one at a time', () => {
    const ttl = { ttlSeconds: 60 };
    expect(whyNotOneRetirement({ a: ttl, b: ttl, c: ttl }, { c: ttl })).toContain('a and b');
    expect(whyNotOneRetirement({ a: ttl, b: ttl }, { b: ttl })).toBeUndefined();
    expect(whyNotOneRetirement({ b: ttl }, { a: ttl, b: ttl })).toBeUndefined();
    expect(whyNotOneRetirement({ a: ttl, b: ttl }, undefined)).toBeUndefined();
  });
});
