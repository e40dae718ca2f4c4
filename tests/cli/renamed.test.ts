import { Duration } from 'cdk8s';
import { Access, Exposure, type RaftSystem } from '../../lib';
import { fleet } from '../fixtures';
import { recorded } from './repository';

const named = (host: string): Partial<RaftSystem> => ({
  access: Access.dns({ host, ttl: Duration.seconds(60), exposure: Exposure.ingress() }),
});

describe('a name for clients that is replaced', () => {
  it('leads to a step that says how long to wait and what somebody must look at', () => {
    const repository = recorded(named('old.example.test'));
    expect(repository.ledger.names).toEqual({ 'old.example.test': { ttlSeconds: 60 } });
    repository.describe(fleet(3).clusters, named('new.example.test'));
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(repository.run('check', '--settled')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no longer publish old.example.test'),
    });
    const { code, out } = repository.run('step', 'demo');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        'no longer publish old.example.test',
        expect.stringContaining('all clients use new.example.test; since the last one was moved, 90 s have passed'),
        '  by hand: see in the query logs of the DNS servers of old.example.test that nobody asks for it any more',
        expect.stringContaining('  by hand: once the commit is applied: delete the records of old.example.test'),
      ]),
    );
    expect(repository.synthesize(2, 2, 1)).toEqual([]);
    expect(repository.ledger.names).toEqual({ 'new.example.test': { ttlSeconds: 60 } });
    expect(repository.run('check', '--settled').code).toBe(0);
  });

  it('is refused with a ledger in which two names are gone at once', () => {
    const repository = recorded(named('a.example.test'));
    for (const host of ['b.example.test', 'c.example.test']) {
      repository.describe(fleet(3).clusters, named(host));
      const names = { ...repository.ledger.names, [host]: { ttlSeconds: 60 } };
      repository.write(JSON.stringify({ ...repository.ledger, names }));
      expect(repository.synthesize(2, 2, 1)).toEqual([]);
    }
    repository.write(JSON.stringify({ ...repository.ledger, names: { 'c.example.test': { ttlSeconds: 60 } } }));
    expect(repository.synthesize(2, 2, 1)).toEqual(['change/ledger']);
  });
});
