import { emptyFolder, everything } from '../synth/example';
import { find, objectsIn, ofKind, type Written } from '../synth/output';

const { all, plan } = (() => {
  const folder = emptyFolder();
  const result = everything(folder).synthesize();
  return { all: objectsIn(`${folder}/dist`), plan: result.plan };
})();

const secured = ofKind(all, 'StatefulSet').filter(({ object }) =>
  object.spec.template.spec.volumes.some(({ name }: Written) => (name as unknown as string) === 'peer-tls'),
);

describe('a certificate of the members', () => {
  it('is there wherever members speak TLS, and nowhere else', () => {
    expect(
      ofKind(all, 'Certificate')
        .map(({ place, object }) => `${place} ${object.metadata.name}`)
        .sort(),
    ).toEqual(secured.map(({ place, object }) => `${place} ${object.metadata.name}-peer`).sort());
    expect(secured).toHaveLength(6);
  });

  it.each(secured.map(({ place, object }) => [`${object.metadata.name} in ${place}`, place, object] as const))(
    'names exactly the members of %s',
    (_, place, { metadata }) => {
      const seat = plan?.systems.find(({ name }) => name === metadata.namespace)?.seats.find(({ cluster }) => cluster.name === place);
      const { spec } = find(all, place, 'Certificate', `${metadata.name}-peer`);
      expect(spec.dnsNames).toEqual(seat?.members.map(({ host }) => host));
      expect(spec.dnsNames.length).toBe(seat?.pool.declared);
    },
  );

  it.each(secured.map(({ place, object }) => [`${object.metadata.name} in ${place}`, place, object] as const))(
    'is what the members of %s mount',
    (_, place, { metadata, spec }) => {
      const volume = spec.template.spec.volumes.find(({ name }: Written) => (name as unknown as string) === 'peer-tls');
      const certificate = find(all, place, 'Certificate', `${metadata.name}-peer`);
      expect(volume.secret.secretName).toBe(certificate.spec.secretName);
      expect(certificate.spec.usages).toEqual(expect.arrayContaining(['server auth', 'client auth']));
      expect(certificate.metadata.namespace).toBe(metadata.namespace);
    },
  );

  it('has the names that etcd tells its peers', () => {
    const [container] = find(all, 'frankfurt', 'StatefulSet', 'learning').spec.template.spec.containers;
    const { data } = find(all, 'frankfurt', 'ConfigMap', 'learning-bootstrap');
    const { spec } = find(all, 'frankfurt', 'Certificate', 'learning-peer');
    const told = data.ETCD_INITIAL_CLUSTER.split(',').map((member: string) => new URL(member.slice(member.indexOf('=') + 1)));
    expect(told.map(({ protocol }: URL) => protocol)).toEqual(told.map(() => 'https:'));
    expect(told.map(({ hostname }: URL) => hostname)).toEqual(spec.dnsNames);
    expect(container.args).toContain('--initial-advertise-peer-urls=https://$(POD_NAME).frankfurt.learning.example.test:2380');
  });
});
