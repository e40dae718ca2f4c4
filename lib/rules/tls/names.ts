import { covers, dnsNamesOf, peerCertificates } from '../../manifests/security/certificates';
import { type ManifestFound, unitRule } from '../rule';
import { given } from '../subject';

/** The names of a certificate are those that peers call its members by. */
export const certificateNames = unitRule(
  {
    name: 'tls/names',
    severity: 'error',
    demands: "The names of a cluster's certificates are exactly the names of its members.",
    why: 'A peer closes the connection to a member whose certificate does not have its name; a name too many lets whoever holds the key pass for somebody else.',
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
          problem: `no name of it is good for ${host}, which is how peers call a member of this cluster`,
          fix: `add ${host}`,
        })),
        ...extra.map(({ object, name, position }) => ({
          object,
          path: ['spec', 'dnsNames', position],
          problem: `it is good for ${name}, which is no member of this cluster`,
          fix: 'take the name out',
          about: [given(object, 'spec', 'dnsNames')],
        })),
      ];
    }),
);
