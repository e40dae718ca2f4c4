import { repeated, systemRule } from '../rule';

const mostAnswers = 8;

/** An answer of several values has at most eight. */
export const multivalueAnswer = systemRule(
  {
    name: 'dns/multivalue',
    severity: 'warning',
    demands: 'At most eight clusters share a name by multivalue answers.',
    why: 'An answer holds eight healthy values at most, chosen at random, so that clients of one answer never see all clusters.',
    source: 'Route 53 developer guide, "Multivalue answer routing".',
  },
  ({ records }) =>
    repeated(
      records.filter(({ route }) => route?.policy === 'multivalue'),
      ({ type }) => type,
    )
      .filter(([, same]) => same.length > mostAnswers)
      .map(([type, same]) => ({
        problem: `'${same[0]?.name}' has ${same.length} values of type ${type}, and an answer holds ${mostAnswers}`,
        fix: 'use Traffic.weighted with equal shares, which answers with one cluster at a time',
      })),
);
