import type { Fleet } from '../../domain/fleet';
import type { OutageTerm } from '../model/outage-plan';
import { namesPublished, newNames } from './outage-terms';

/** How long a name that is new can stay unknown, from its commit: of a member, of a cluster or of a system that is added. */
export interface NewNamePlan {
  readonly terms: readonly OutageTerm[];
  /** Sum of the terms. */
  readonly worstSeconds: number;
  readonly typicalSeconds: number;
}

/** It is published like any other name, and resolvers that were asked for it too early keep that it does not exist. */
export function planNewName({ dns, delivery }: Pick<Fleet, 'dns' | 'delivery'>): NewNamePlan {
  const poll = delivery?.poll.toSeconds() ?? 0;
  const { worst, typical } = namesPublished({ dns });
  const why = `${delivery ? 'Argo CD sees the commit, ' : ''}ExternalDNS runs, the provider spreads the change`;
  const publish: OutageTerm = { term: 'publish', seconds: poll + worst, typicalSeconds: poll / 2 + typical, why };
  const terms = [publish, ...newNames({ dns, publication: undefined }, ['starting-members'])];
  const sum = (of: 'seconds' | 'typicalSeconds'): number => terms.reduce((seconds, term) => seconds + term[of], 0);
  return { terms, worstSeconds: sum('seconds'), typicalSeconds: sum('typicalSeconds') };
}
