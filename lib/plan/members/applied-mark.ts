import type { OperatingState } from '../../domain/operating-state';

/**
 * What tells one ledger of a cluster's templates, claims and drains from another one, to whoever asks the cluster which it has applied;
 * undefined where the ledger has none.
 */
export function appliedMark(
  { groups = {}, thawed, drained }: Pick<OperatingState, 'groups' | 'thawed' | 'drained'>,
  cluster: string,
): string | undefined {
  const templates = Object.values(groups).flatMap(({ images, templates: known = {}, certificates }) => {
    const template = known[cluster];
    if (!template) return [];
    const { digest, heartbeatMillis, electionMillis, peerTls = 'off', authorities = [] } = template;
    const tls = [peerTls, ...authorities, `${certificates?.issuerKind}/${certificates?.issuer}`].join(' ');
    return [`${digest} ${heartbeatMillis}/${electionMillis} ${images[cluster]}${peerTls === 'off' ? '' : ` ${tls}`}`];
  });
  // What else is in no pod template, and must be there before the next step: the budget of a drain, and the claims of a step of volumes.
  const volumes = Object.values(groups).flatMap(({ volumes: known = {} }) => {
    const { storageClass, grown, former } = known[cluster] ?? {};
    return [...(former ? [`class ${storageClass}`] : []), ...(grown === undefined ? [] : [`grown ${grown}`])];
  });
  const words = [
    thawed.includes(cluster) ? 'thawed' : 'frozen',
    ...templates,
    ...volumes,
    ...(drained.includes(cluster) ? ['drained'] : []),
  ];
  return templates.length === 0 ? undefined : words.join(' ');
}

/** The annotation of a StatefulSet of members that holds it. */
export const appliedAnnotation = 'georaft.io/ledger';
