import type { OperatingState } from '../../domain/operating-state';

/**
 * What tells one ledger of a cluster's templates from another one, to whoever asks the cluster which it has applied; undefined where the
 * ledger has none.
 */
export function appliedMark({ groups = {}, thawed }: Pick<OperatingState, 'groups' | 'thawed'>, cluster: string): string | undefined {
  const templates = Object.values(groups).flatMap(({ images, templates: known = {}, certificates }) => {
    const template = known[cluster];
    if (!template) return [];
    const { digest, heartbeatMillis, electionMillis, peerTls = 'off', authorities = [] } = template;
    const tls = [peerTls, ...authorities, `${certificates?.issuerKind}/${certificates?.issuer}`].join(' ');
    return [`${digest} ${heartbeatMillis}/${electionMillis} ${images[cluster]}${peerTls === 'off' ? '' : ` ${tls}`}`];
  });
  return templates.length === 0 ? undefined : `${thawed.includes(cluster) ? 'thawed' : 'frozen'} ${templates.join(' ')}`;
}

/** The annotation of a StatefulSet of members that holds it. */
export const appliedAnnotation = 'georaft.io/ledger';
