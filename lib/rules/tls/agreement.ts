import { type PeerUrl, peerUrls } from '../../manifests/pods/peer-urls';
import { systemParts } from '../../manifests/pods/system-objects';
import { type ManifestFound, unitRule } from '../rule';

/** All members of a group use TLS between peers, or none does. */
export const tlsAgreement = unitRule(
  {
    name: 'tls/agreement',
    severity: 'error',
    demands: 'The URLs of peers have one scheme in all clusters of a group: https if the plan has TLS between peers.',
    why: 'A member with TLS cannot talk to one without, so the group splits by scheme.',
    source:
      'etcd documentation, "Clustering guide" and "Transport security model": peer URLs are part of the membership, and their scheme selects TLS.',
  },
  unit => {
    const groups = new Map<string, PeerUrl[]>();
    for (const part of systemParts(unit)) {
      const urls = groups.get(part.seat.group);
      if (urls) urls.push(...peerUrls(part));
      else groups.set(part.seat.group, [...peerUrls(part)]);
    }
    return [...groups.values()].flatMap(urls => {
      const secure = urls.filter(({ scheme }) => scheme === 'https').length;
      const wanted = unit.system?.peerTls || secure > urls.length / 2 ? 'https' : 'http';
      const agreeing = urls.filter(({ scheme }) => scheme === wanted).length;
      const reported = new Set<string>();
      return urls.flatMap(({ object, path, scheme, url }): readonly ManifestFound[] => {
        if (scheme === wanted) return [];
        const key = `${object.cluster} ${object.kind} ${object.name} ${path.join(' ')}`;
        if (reported.has(key)) return [];
        reported.add(key);
        const others = unit.system?.peerTls
          ? 'the plan has TLS between peers'
          : `${agreeing} of ${urls.length} URLs of the group are ${wanted}`;
        return [{ object, path, problem: `it has ${url}, and ${others}`, fix: `set the scheme to ${wanted}` }];
      });
    });
  },
);
