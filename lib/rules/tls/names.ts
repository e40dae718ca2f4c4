import { covers, dnsNamesOf, peerCertificates } from '../../manifests/security/certificates';
import { type ManifestFound, unitRule } from '../rule';
import { given } from '../subject';

/** The names of a certificate are the names by which peers connect to the members. */
export const certificateNames = unitRule(
  {
    name: 'tls/names',
    severity: 'error',
    demands: "The names of a cluster's certificates are exactly the names of its members.",
    why: 'A peer closes the connection if the certificate does not have the name of the member. With an additional name, the owner of the key can impersonate another host.',
    source:
      'RFC 6125, section 6; etcd documentation, "Transport security model": peers are checked against the names of their certificates.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ part: { cluster, seat, system }, certificates }): readonly ManifestFound[] => {
      const [first] = certificates;
      const group = cluster.group ?? system.groups.find(({ name }) => name === seat.group);
      if (!first || !group) return [];
      const hosts = new Set(group.members.filter(member => member.cluster === cluster.cluster).map(({ host }) => host));
      const names = certificates.flatMap(object => dnsNamesOf(object).map((name, position) => ({ object, name, position })));
      const plain = new Set(names.map(({ name }) => name.toLowerCase()));
      const wide = names.filter(({ name }) => name.startsWith('*.'));
      const missing = [...hosts].filter(host => !plain.has(host) && !wide.some(({ name }) => covers(name, host)));
      const extra = names.filter(({ name }) =>
        name.startsWith('*.') ? ![...hosts].some(host => covers(name, host)) : !hosts.has(name.toLowerCase()),
      );
      return [
        ...missing.map(host => ({
          object: first,
          path: ['spec', 'dnsNames'],
          problem: `it has no name for ${host}, by which peers connect to a member of this cluster`,
          fix: `add ${host}`,
        })),
        ...extra.map(({ object, name, position }) => ({
          object,
          path: ['spec', 'dnsNames', position],
          problem: `it has the name ${name}, which is not a member of this cluster`,
          fix: 'remove the name',
          about: [given(object, 'spec', 'dnsNames')],
        })),
      ];
    }),
);
