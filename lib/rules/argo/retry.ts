import { applicationSpecPath } from '../../manifests/delivery/applications';
import { valueText } from '../../manifests/objects/value-text';
import { numberAt, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { oneApplication } from './application';

/** A sync that fails is tried again, with the newest commit. */
export const retriedSync = objectRule(
  {
    name: 'argo/retry',
    severity: 'warning',
    demands: 'A sync that fails is tried again without end, and with the newest commit each time.',
    why: 'A cluster that could not be reached for an hour would not get the commit again; and a bad commit would keep the one that mends it away.',
    source:
      'Argo CD documentation, "Automated Sync Policy": a failed sync of the same commit is not tried again; retry.limit below 0, retry.refresh.',
    follows: [oneApplication],
  },
  ['Application', 'ApplicationSet'],
  (object, _, { plan }) => {
    if (!plan?.fleet.delivery) return [];
    const path = [...applicationSpecPath(object), 'syncPolicy', 'retry'];
    const limit = numberAt(object.data, ...path, 'limit');
    const found: ObjectFound[] = [];
    if (limit === undefined || limit >= 0) {
      const tries = limit === undefined ? 'it is tried a few times' : `it is tried ${limit} times`;
      found.push({ path: [...path, 'limit'], problem: `when a sync fails, ${tries}, and then not again`, fix: 'make retry.limit -1' });
    }
    const refresh = valueAt(object.data, ...path, 'refresh');
    if (refresh !== true) {
      const problem = `retry.refresh is ${valueText(refresh)}, so a commit that cannot be applied is tried again although a newer one is there`;
      found.push({ path: [...path, 'refresh'], problem, fix: 'make it true' });
    }
    return found;
  },
);
