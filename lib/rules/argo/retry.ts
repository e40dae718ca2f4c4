import { applicationSpecPath } from '../../manifests/delivery/applications';
import { valueText } from '../../manifests/objects/value-text';
import { numberAt, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { oneApplication } from './application';

/** Argo CD retries a failed sync, with the newest commit. */
export const retriedSync = objectRule(
  {
    name: 'argo/retry',
    severity: 'warning',
    demands: 'Argo CD retries a failed sync without end, each time with the newest commit.',
    why: 'Otherwise a cluster that was unreachable for an hour would never get the commit, and retries of a bad commit would block the commit that fixes it.',
    source:
      'Argo CD documentation, "Automated Sync Policy": a failed sync of the same commit is not retried; retry.limit below 0, retry.refresh.',
    follows: [oneApplication],
  },
  ['Application', 'ApplicationSet'],
  (object, _, { plan }) => {
    if (!plan?.fleet.delivery) return [];
    const path = [...applicationSpecPath(object), 'syncPolicy', 'retry'];
    const limit = numberAt(object.data, ...path, 'limit');
    const found: ObjectFound[] = [];
    if (limit === undefined || limit >= 0) {
      const tries = limit === undefined ? 'Argo CD retries it a few times' : `Argo CD retries it ${limit} times`;
      found.push({ path: [...path, 'limit'], problem: `when a sync fails, ${tries}, and then not again`, fix: 'set retry.limit to -1' });
    }
    const refresh = valueAt(object.data, ...path, 'refresh');
    if (refresh !== true) {
      const problem = `retry.refresh is ${valueText(refresh)}, so Argo CD retries a commit that cannot be applied although a newer one exists`;
      found.push({ path: [...path, 'refresh'], problem, fix: 'set it to true' });
    }
    return found;
  },
);
