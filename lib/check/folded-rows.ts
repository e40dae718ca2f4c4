import type { SurvivalDocument, SurvivalRowDocument } from '../plan/document/survival-document';
import type { SystemDocument } from '../plan/document/system-document';

/** Losses that the table folds into one line if they cause no outage, because there are many of them. */
const foldable: readonly SurvivalRowDocument['loss'][] = ['link', 'one-way', 'ingress', 'delivery'];

/** Losses of a link. */
export const ofLinks: readonly SurvivalRowDocument['loss'][] = ['link', 'one-way'];

/** The printed rows: losses with an outage, with a step for an operator, or with an unknown outcome. */
export const listed = ({ rows, outages }: SurvivalDocument): readonly SurvivalRowDocument[] =>
  rows.filter(row => !(foldable.includes(row.loss) && harmless(row, outages)) && !asBothWays(row, rows));

function harmless(row: SurvivalRowDocument, outages: SurvivalDocument['outages']): boolean {
  const outage = outages[row.outage];
  const nothing = row.steps.length === 0 && row.stranded.length === 0 && row.unfenced.length === 0;
  return nothing && (row.elections ?? 'settled') === 'settled' && outage?.ends === 'automatic' && outage.worstSeconds === 0;
}

/** Whether the loss of both directions of the link has the same outcome. */
const asBothWays = (row: SurvivalRowDocument, rows: readonly SurvivalRowDocument[]): boolean =>
  row.loss === 'one-way' &&
  rows.some(({ loss, clusters, other, ...outcome }) => {
    const ends = [...row.clusters, ...row.other];
    return loss === 'link' && ends.every(end => [...clusters, ...other].includes(end)) && same(outcome, row);
  });

const same = (outcome: Omit<SurvivalRowDocument, 'loss' | 'clusters' | 'other'>, row: SurvivalRowDocument): boolean =>
  Object.entries(outcome).every(([key, value]) => JSON.stringify(value) === JSON.stringify(row[key as keyof SurvivalRowDocument]));

/** The folded rows, in one line. */
export function folded(survival: SurvivalDocument): readonly string[] {
  const { rows, outages } = survival;
  const quiet = rows.filter(row => foldable.includes(row.loss) && harmless(row, outages));
  const shown = listed(survival);
  const links = shown.some(({ loss }) => ofLinks.includes(loss)) ? 'any other link or leader' : 'any link';
  const texts = [
    ...(quiet.some(({ loss }) => ofLinks.includes(loss)) ? [`${links}, one way or both`] : []),
    ...quiet
      .filter(({ loss }) => loss === 'delivery')
      .map(({ clusters }) => `Argo CD in ${clusters.join()}, but commits wait or are applied by hand`),
  ];
  return texts.length > 0 ? [`  no outage: ${texts.join('; ')}`] : [];
}

/** Counts of losses that are not listed, in systems over many clusters. */
export const summaries = ({ survival: { counts, rows } }: SystemDocument): readonly string[] =>
  counts
    .filter(({ loss, examined }) => examined === null || examined > rows.filter(row => row.loss === loss).length)
    .map(({ loss, examined, survived, fatal }) => {
      const quorum = survived === examined ? 'all' : (survived ?? 'not all');
      return `  ${lossNames[loss]}: ${examined ?? 'too many to count'}, ${quorum} keep the quorum, ${fatal ?? 'some'} fatal`;
    });

const lossNames: Readonly<Record<SurvivalRowDocument['loss'], string>> = {
  cluster: 'losses of one cluster',
  pair: 'losses of two clusters',
  zone: 'losses of a zone',
  split: 'splits of the network',
  'drain-and-loss': 'losses of a cluster while another is drained',
  link: 'losses of a link',
  'one-way': 'losses of a link in one direction',
  dns: 'losses of the DNS servers',
  ingress: 'losses of an entry point',
  delivery: 'losses of Argo CD',
  'delivery-and-loss': 'losses of a cluster without Argo CD',
};
