import { type PeerUrl, peerUrls } from '../../manifests/pods/peer-urls';
import { peerTlsOf, type SystemPart, systemParts } from '../../manifests/pods/system-objects';
import { type ManifestFound, unitRule } from '../rule';

/** All members of a group use TLS between peers, or none does. */
export const tlsAgreement = unitRule(
  {
    name: 'tls/agreement',
    severity: 'error',
    demands:
      'The URLs of peers have one scheme in all clusters of a group. Where the plan has TLS between peers, it is https for members that listen with TLS already.',
    why: 'A member with TLS cannot talk to one without, so the group splits by scheme.',
    source:
      'etcd documentation, "Clustering guide" and "Transport security model": peer URLs are part of the membership, and their scheme selects TLS.',
  },
  unit => {
    const groups = new Map<string, (PeerUrl & { readonly part: SystemPart })[]>();
    const parts = systemParts(unit);
    for (const part of parts) {
      const own = peerUrls(part).map(url => ({ ...url, part }));
      groups.set(part.seat.group, [...(groups.get(part.seat.group) ?? []), ...own]);
    }
    const secured = parts.filter(part => peerTlsOf(part) !== undefined);
    return [...groups.values()].flatMap(urls => {
      const secure = urls.filter(({ scheme }) => scheme === 'https').length;
      const usual = secure > urls.length / 2 ? 'https' : 'http';
      const agreeing = urls.filter(({ scheme }) => scheme === usual).length;
      const reported = new Set<string>();
      return urls.flatMap(({ object, path, scheme, url, part }): readonly ManifestFound[] => {
        // A URL names a member of some cluster, or is where those of its own cluster listen.
        const named = parts.find(({ seat: { domain } }) => url.includes(`.${domain}:`)) ?? part;
        const listens = peerTlsOf(named)?.mode === 'on' ? 'https' : 'http';
        const wanted = secured.length > 0 ? listens : usual;
        if (scheme === wanted) return [];
        const key = `${object.cluster} ${object.kind} ${object.name} ${path.join(' ')}`;
        if (reported.has(key)) return [];
        reported.add(key);
        const others =
          secured.length > 0
            ? `the plan has ${wanted} for members in ${named.seat.cluster}`
            : `${agreeing} of ${urls.length} URLs of the group are ${wanted}`;
        return [{ object, path, problem: `it has ${url}, and ${others}`, fix: `set the scheme to ${wanted}` }];
      });
    });
  },
);
