import { repeated, systemRule } from '../rule';

const mostAnswers = 8;

/** An answer of several values has at most eight. */
export const multivalueAnswer = systemRule(
  {
    name: 'dns/multivalue',
    severity: 'warning',
    demands: 'At most eight clusters share a name by multivalue answers.',
    why: 'An answer has at most eight healthy values, chosen at random, so a client never sees all clusters.',
    source: 'Route 53 developer guide, "Multivalue answer routing".',
  },
  ({ records }) =>
    repeated(
      records.filter(({ route }) => route?.policy === 'multivalue'),
      ({ type }) => type,
    )
      .filter(([, same]) => same.length > mostAnswers)
      .map(([type, same]) => ({
        problem: `'${same[0]?.name}' has ${same.length} values of type ${type}, and an answer has at most ${mostAnswers}`,
        fix: 'use Traffic.weighted with equal shares, which answers with one cluster at a time',
      })),
);
