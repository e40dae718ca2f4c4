import { type Endpoint, Endpoints } from './client/endpoints';
import { Resolver } from './client/resolver';

/** Addresses need no server. */
const resolver = new Resolver('127.0.0.1');

const tried = async (endpoints: Endpoints, most = Number.POSITIVE_INFINITY): Promise<readonly Endpoint[]> => {
  const found: Endpoint[] = [];
  for await (const endpoint of endpoints.next()) {
    found.push(endpoint);
    if (found.length === most) break;
  }
  return found;
};

describe('a list of endpoints', () => {
  const names = ['10.101.0.7:2379', '10.101.0.8:2379', '10.102.0.7:2380'];

  it('is tried in its order', async () => {
    expect(await tried(new Endpoints({ kind: 'list', endpoints: names }, resolver))).toEqual([
      { name: '10.101.0.7:2379', address: '10.101.0.7', port: 2379 },
      { name: '10.101.0.8:2379', address: '10.101.0.8', port: 2379 },
      { name: '10.102.0.7:2380', address: '10.102.0.7', port: 2380 },
    ]);
  });

  it('is tried from its head with every connection, whatever failed before', async () => {
    const endpoints = new Endpoints({ kind: 'list', endpoints: names }, resolver);
    for (const endpoint of await tried(endpoints, 2)) endpoints.leave(endpoint);
    expect((await tried(endpoints)).map(({ name }) => name)).toEqual(names);
  });
});
