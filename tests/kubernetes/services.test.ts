import { emptyFolder, everything } from '../synth/example';
import { find, objectsIn, ofKind } from '../synth/output';

const all = (() => {
  const folder = emptyFolder();
  everything(folder).synthesize();
  return objectsIn(`${folder}/dist`);
})();

const sets = ofKind(all, 'StatefulSet').map(({ place, object }) => [`${object.metadata.name} in ${place}`, place, object] as const);

describe('the peer Service', () => {
  it.each(sets)('of %s governs it, is headless and names members before they are ready', (_, place, members) => {
    const service = find(all, place, 'Service', members.spec.serviceName);
    expect(service.metadata.namespace).toBe(members.metadata.namespace);
    expect(service.spec.clusterIP).toBe('None');
    expect(service.spec.publishNotReadyAddresses).toBe(true);
    expect(members.spec.template.metadata.labels).toMatchObject(service.spec.selector);
    expect(members.spec.selector.matchLabels).toEqual(service.spec.selector);
  });

  it.each(sets)('of %s publishes the domain of its members by both prefixes', (_, place, members) => {
    const annotations = find(all, place, 'Service', members.spec.serviceName).metadata.annotations ?? {};
    const host = annotations['external-dns.kubernetes.io/hostname'];
    expect(host).toBe(`${place}.${members.metadata.namespace}.example.test`);
    expect(annotations['external-dns.alpha.kubernetes.io/hostname']).toBe(host);
    expect(annotations['external-dns.alpha.kubernetes.io/ttl']).toBe(annotations['external-dns.kubernetes.io/ttl']);
  });

  it.each(sets)('of %s knows its ports by the names of the container', (_, place, members) => {
    const names = members.spec.template.spec.containers.flatMap(({ ports }: { ports: { name: string }[] }) =>
      ports.map(({ name }) => name),
    );
    for (const { targetPort } of find(all, place, 'Service', members.spec.serviceName).spec.ports) expect(names).toContain(targetPort);
  });
});

describe('the client Service', () => {
  const clients = ofKind(all, 'Service').filter(({ object }) => object.metadata.name === object.metadata.namespace);

  it('is there for every system that serves', () => {
    expect([...new Set(clients.map(({ object }) => object.metadata.name))].sort()).toEqual(
      ['asking', 'balanced', 'learning', 'ledger', 'reading', 'settings', 'whitewater'].sort(),
    );
  });

  it.each(clients.map(({ place, object }) => [`${object.metadata.name} in ${place}`, object] as const))(
    'of %s has ready members only',
    (_, service) => {
      expect(service.spec.publishNotReadyAddresses ?? false).toBe(false);
      expect(service.spec.selector['app.kubernetes.io/component']).toBe('voter');
    },
  );

  it('is not there for a witness or a learner', () => {
    const places = (name: string): readonly string[] =>
      clients.filter(({ object }) => object.metadata.name === name).map(({ place }) => place);
    expect(places('balanced')).not.toContain('london');
    expect(places('settings')).not.toContain('london');
    expect(places('learning')).not.toContain('dublin');
  });
});

describe('every name that an Ingress, a policy or a budget refers to', () => {
  it('is a Service of the same cluster and namespace, with that port', () => {
    const ingresses = ofKind(all, 'Ingress');
    expect(ingresses.length).toBeGreaterThan(0);
    for (const { place, object } of ingresses) {
      for (const { http } of object.spec.rules) {
        for (const { backend } of http.paths) {
          const service = find(all, place, 'Service', backend.service.name);
          expect(service.metadata.namespace).toBe(object.metadata.namespace);
          expect(service.spec.ports.map(({ name }: { name: string }) => name)).toContain(backend.service.port.name);
        }
      }
    }
  });

  it('selects members: a budget for each StatefulSet, and no two for one pod', () => {
    for (const { place, object } of ofKind(all, 'StatefulSet')) {
      const budgets = ofKind(all, 'PodDisruptionBudget').filter(
        each =>
          each.place === place &&
          each.object.metadata.namespace === object.metadata.namespace &&
          Object.entries(each.object.spec.selector.matchLabels).every(
            ([key, value]) => object.spec.template.metadata.labels[key] === value,
          ),
      );
      expect(budgets.map(each => each.object.metadata.name)).toEqual([object.metadata.name]);
    }
  });
});
