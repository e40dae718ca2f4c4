import { type PeerUrl, peerUrls } from '../../manifests/pods/peer-urls';
import { systemParts } from '../../manifests/pods/system-objects';
import { type ManifestFound, unitRule } from '../rule';

/** All members of a group speak TLS to each other, or none does. */
export const tlsAgreement = unitRule(
  {
    name: 'tls/agreement',
    severity: 'error',
    demands: 'The URLs of peers have one scheme in all clusters of a group: https where the plan has peers speak TLS.',
    why: 'A member that expects TLS and one that does not never understand each other, so the group has as many halves as schemes.',
    source:
      'etcd documentation, "Clustering guide" and "Transport security model": peer URLs are a part of the membership, and their scheme decides about TLS.',
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
      const told = new Set<string>();
      return urls.flatMap(({ object, path, scheme, url }): readonly ManifestFound[] => {
        if (scheme === wanted) return [];
        const key = `${object.cluster} ${object.kind} ${object.name} ${path.join(' ')}`;
        if (told.has(key)) return [];
        told.add(key);
        const others = unit.system?.peerTls
          ? 'the plan has peers speak TLS'
          : `${agreeing} of ${urls.length} URLs of the group are ${wanted}`;
        return [{ object, path, problem: `it says ${url}, and ${others}`, fix: `make the scheme ${wanted}` }];
      });
    });
  },
);
