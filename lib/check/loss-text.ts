import type { SurvivalRowDocument } from '../plan/document/survival-document';
import type { SystemDocument } from '../plan/document/system-document';
import type { Step } from '../plan/model/survival-plan';

/** The text of a loss. */
export function lossText({ loss, clusters, other, leader = [] }: SurvivalRowDocument, system: SystemDocument): string {
  const [names, others] = [clusters.join(', '), other.join(', ')];
  const marked = (cluster: string): string => (leader.includes(cluster) ? `${cluster}^` : cluster);
  const ends = [...clusters, ...other];
  const elsewhere = leader.filter(cluster => !ends.includes(cluster)).map(marked);
  const link = (sign: string): string => [ends.map(marked).join(sign), ...elsewhere].join(', ');
  switch (loss) {
    case 'cluster':
      return names;
    case 'pair':
      return clusters.join(' + ');
    case 'zone':
      return `a zone of ${clusters.join(' and ')}`;
    case 'split':
      return `${names} | ${others}`;
    case 'drain-and-loss':
      return `${names}, ${others} drained`;
    case 'link':
      return link(' -/- ');
    case 'one-way':
      return link(' -/> ');
    case 'dns':
      return 'the DNS servers';
    case 'ingress':
      return clusters.length > 1 ? `every ${ingressText(system)}` : `${ingressText(system)} of ${names}`;
    case 'delivery':
      return 'Argo CD';
    case 'delivery-and-loss':
      return `${names}, without Argo CD`;
  }
}

/** The text of the entry point of clients. */
function ingressText({ access: { kind, exposure } }: SystemDocument): string {
  if (kind === 'load-balancer') return 'load balancer';
  return kind === 'gateway' || exposure === 'gateway' ? 'gateway' : exposure === 'load-balancer' ? 'load balancer' : 'ingress';
}

/** The steps of an operator, in their order. */
export function needsText({ steps, unfenced, unfencedName, elections }: SurvivalRowDocument, system: SystemDocument): string {
  const byHand = steps.at(-1)?.step === 'apply' ? steps.at(-2) : undefined;
  const texts = steps
    .filter(({ step }) => step !== 'apply')
    .map(step => (step === byHand ? `by hand: ${stepText(step, system).replace(/^(commit|take) /, '')}` : stepText(step, system)));
  const warned = unfenced.length > 0 && !steps.some(({ step }) => step === 'fence');
  const warning = warned ? [`fence before promoting ${unfenced.join(', ')}`] : [];
  const marks = [...(unfencedName.length > 0 ? [' *'] : []), ...(elections && elections !== 'settled' ? [' **'] : [])];
  return `${[...texts, ...warning].join('; ') || '-'}${marks.join('')}`;
}

function stepText({ step, clusters }: Step, { access }: SystemDocument): string {
  const names = clusters.join(', ');
  switch (step) {
    case 'undrain':
      return `undrain ${names}`;
    case 'records':
      return `take ${names} out of the ${access.kind === 'client-list' ? 'list' : 'name'}`;
    case 'switchover':
    case 'promote':
      return `commit active ${names}`;
    case 'reassign':
      return `make the witness ${names} serve`;
    case 'fence':
      return `fence ${names}`;
    case 'fence-name':
      return `remove the key of ${names}`;
    case 'writers':
      return `add writer ${names}`;
    case 'sites':
      return `add a site in ${names}`;
    case 'restore':
      return 'repair it, or restore';
    case 'reconnect':
      return 'repair the network';
    case 'apply':
      return `apply it in ${names}`;
    case 'dns':
      return 'repair them; restart no member';
    case 'ingress':
      return 'repair it';
  }
}
