import type { Fleet } from '../../domain/fleet';
import type { OutageTerm } from '../model/outage-plan';
import { namesPublished, newNames } from './outage-terms';

/** How long the name of a new member, cluster or system can stay unknown to resolvers, from its commit on. */
export interface NewNamePlan {
  readonly terms: readonly OutageTerm[];
  /** Sum of the terms. */
  readonly worstSeconds: number;
  readonly typicalSeconds: number;
}

/** The name is published like any other. A resolver that looked it up too early remembers that it does not exist, for the negative TTL. */
export function planNewName({ dns, delivery }: Pick<Fleet, 'dns' | 'delivery'>): NewNamePlan {
  const poll = delivery?.poll.toSeconds() ?? 0;
  const { worst, typical } = namesPublished({ dns });
  const why = `${delivery ? 'Argo CD sees the commit, ' : ''}ExternalDNS runs, the provider propagates the change`;
  const publish: OutageTerm = { term: 'publish', seconds: poll + worst, typicalSeconds: poll / 2 + typical, why };
  const terms = [publish, ...newNames({ dns, publication: undefined }, ['starting-members'])];
  const sum = (of: 'seconds' | 'typicalSeconds'): number => terms.reduce((seconds, term) => seconds + term[of], 0);
  return { terms, worstSeconds: sum('seconds'), typicalSeconds: sum('typicalSeconds') };
}
