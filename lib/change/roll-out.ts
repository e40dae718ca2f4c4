import type { RaftTiming } from '../domain/engine';
import type { CertificateLedger, GroupLedger, TemplateLedger } from '../domain/operating-state';
import { recordedTiming } from '../plan/members/recorded-timing';
import { recordedTls, type TemplateTls, tlsOf } from '../plan/members/recorded-tls';
import { areCompatible, mediatingTiming } from '../plan/members/timing';
import { isSameTiming, isWantedTemplate } from '../plan/members/wanted-template';
import { isSame } from './change';
import { upgradedGroup } from './ledger-edit';
import type { ClusterTarget, GroupTarget } from './target';
import { certificatesWith, reissuedGroup, templateTls, tlsPath } from './tls-path';

/** What becomes of the pod template of one cluster in a step. */
export interface RolledOut {
  readonly image?: string;
  /** The timeouts, where they change. */
  readonly timing?: RaftTiming;
  /** TLS between peers, where it changes. */
  readonly tls?: TemplateTls;
  /** Whether anything else of the template changes. */
  readonly template: boolean;
}

/** The members of one cluster get another template: the group as the step leaves it in the ledger. */
export interface RollOut {
  readonly cluster: string;
  readonly what: RolledOut;
  readonly group: GroupLedger;
}

/** Between two rollouts, all certificates of the group are issued anew, and nobody restarts. */
export interface Reissue {
  readonly reissues: CertificateLedger;
  readonly group: GroupLedger;
}

/**
 * Cluster after cluster, what members must be restarted for, from a ledger to what the program wants: where clients are led, last.
 *
 * While members of old and new timeouts are in one group, the ones must go with the others. Where they do not, all members get timeouts
 * in between first, which go with both: the shortest heartbeat and the longest election timeout. With TLS between peers it is the same.
 *
 * @param only the clusters in which a rollout was broken off, each once; all clusters where it is left out
 */
export function rollOuts(ledger: GroupLedger, target: GroupTarget, only?: readonly string[]): readonly (RollOut | Reissue)[] {
  const done: (RollOut | Reissue)[] = [];
  let group = ledger;
  const inOrder = [...target.clusters].sort((a, b) => Number(a.serves) - Number(b.serves));
  const pass = (timing: RaftTiming, tlsOf: (cluster: string) => TemplateTls | undefined, isDue: (cluster: string) => boolean): void => {
    for (const here of inOrder) {
      const change = isDue(here.cluster) ? changeOf(group, here, target, { timing, tls: tlsOf(here.cluster) }) : undefined;
      if (!change) continue;
      group = change.group;
      done.push(change);
    }
  };
  const all = [...Object.values(ledger.templates ?? {}), target.timing];
  const between = areCompatible(all) ? undefined : mediatingTiming(all);
  const path = target.tls && tlsPath(ledger, target.tls);
  // Of a rollout that was broken off some members run what was before, which the ledger has forgotten: these timeouts go with that too.
  if (only)
    pass(
      mediatingTiming(all),
      cluster => path?.mended(cluster),
      cluster => only.includes(cluster),
    );
  if (only) return done;
  const tlsBetween = (cluster: string): TemplateTls | undefined => path?.between(cluster);
  pass(
    between ?? target.timing,
    cluster => tlsBetween(cluster) ?? recordedTls(ledger, cluster),
    cluster => tlsBetween(cluster) !== undefined || (between !== undefined && !isSameTiming(recordedTiming(ledger, cluster), between)),
  );
  const reissued = target.tls && reissuedGroup(group, target.tls);
  if (reissued?.certificates) done.push({ reissues: reissued.certificates, group: reissued });
  if (reissued) group = reissued;
  pass(
    target.timing,
    () => target.tls && tlsOf(target.tls),
    () => true,
  );
  return done;
}

/** Clusters whose members run no one template, or may be replaced by one that the program does not want any more. */
export const brokenOff = (
  ledger: GroupLedger,
  { clusters, image, timing, tls }: GroupTarget,
  thawed: readonly string[],
): readonly string[] =>
  clusters.flatMap(({ cluster, template }) => {
    const isOther = thawed.includes(cluster) && !isWantedTemplate(ledger, cluster, { image, timing, template, tls });
    return isStopped(ledger, cluster) || isOther ? [cluster] : [];
  });

/** Whether a rollout in a cluster was taken back under way, so that its members may run several templates. */
export const isStopped = ({ stopped = [] }: Pick<GroupLedger, 'stopped'>, cluster: string): boolean => stopped.includes(cluster);

/** Whether members must wait longer for a leader than they do: before anybody joins who is further away. */
export const waitsLonger = ({ templates = {} }: GroupLedger, { timing }: GroupTarget): boolean =>
  Object.values(templates).some(({ electionMillis }) => electionMillis < timing.electionMillis);

/** What is new for one cluster; undefined where its members run what they should, or nothing is known of what they run. */
function changeOf(
  group: GroupLedger,
  here: ClusterTarget,
  target: GroupTarget,
  { timing, tls }: { readonly timing: RaftTiming; readonly tls: TemplateTls | undefined },
): RollOut | undefined {
  const { cluster } = here;
  const [image, known] = [group.images[cluster], group.templates?.[cluster]];
  if (image === undefined) return undefined;
  const digest = here.template ?? known?.digest;
  const what: RolledOut = {
    ...(image === target.image ? {} : { image: target.image }),
    ...(!known || isSameTiming(known, timing) ? {} : { timing }),
    ...(!known || !tls || isSame(tlsOf(known), tls) ? {} : { tls }),
    template: isStopped(group, cluster) || (known !== undefined && known.digest !== digest),
  };
  if (what.image === undefined && !what.timing && !what.tls && !what.template) return undefined;
  const upgraded = upgradedGroup(group, cluster, target.image);
  if (!known || digest === undefined) return { cluster, what, group: upgraded };
  const secured = tls ?? tlsOf(known);
  const { heartbeatMillis, electionMillis } = timing;
  const templates = { ...group.templates, [cluster]: { digest, heartbeatMillis, electionMillis, ...templateTls(secured) } };
  const certificates = secured.peerTls !== 'off' && target.tls ? certificatesWith(group.certificates, target.tls) : group.certificates;
  return { cluster, what, group: { ...upgraded, templates, ...(certificates ? { certificates } : {}) } };
}

/** What the ledger has of the template of a cluster whose members run what is rendered now; undefined where that is not known. */
export function recordedTemplate(
  { templates }: Pick<GroupLedger, 'templates'>,
  { template: digest, cluster }: ClusterTarget,
  { timing, tls }: Pick<GroupTarget, 'timing' | 'tls'>,
): TemplateLedger | undefined {
  const known = { ...(templates ? { templates } : {}) };
  const secured = recordedTls(known, cluster) ?? tls;
  const { heartbeatMillis, electionMillis } = recordedTiming(known, cluster) ?? timing;
  return digest === undefined ? undefined : { digest, heartbeatMillis, electionMillis, ...(secured ? templateTls(secured) : {}) };
}
