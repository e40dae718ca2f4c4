import { applicationSpecPath } from '../../manifests/delivery/applications';
import { optionsIn } from '../../manifests/delivery/sync';
import { isObject, listAt, objectAt, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { oneApplication } from './application';

/** Options that every sync needs, and what happens without them. */
const needed = [
  ['ServerSideApply=true', 'Argo CD overwrites fields that others own, and large objects do not fit into an annotation'],
  ['FailOnSharedResource=true', 'two Applications may overwrite the same object in turn without end'],
  ['PruneLast=true', 'an object is removed before its replacement is healthy'],
  ['ApplyOutOfSyncOnly=true', 'a sync waits for members that it does not change: for one that lost its volume, for ever'],
] as const;

const refused = [
  ['CreateNamespace=true', 'the namespace is first created without its labels, and admits pods that are not restricted'],
  ['Validate=false', 'fields that the server does not know are applied without an error'],
] as const;

const compare = 'argocd.argoproj.io/compare-options';

/** Applications of the fleet have the sync options that are safe for members. */
export const safeSync = objectRule(
  {
    name: 'argo/options',
    severity: 'error',
    demands:
      'Applications apply and compare on the server, apply only what is not in sync, fail on objects of other Applications, prune last, keep ignored differences, and create no namespace.',
    why: 'Otherwise Argo CD takes defaults of the server for differences and synchronizes without end, overwrites objects of another Application, or removes names before their replacements exist.',
    source: 'Argo CD documentation, "Sync Options" and "Diff Strategies"; argo-cd issues 11143 and 16707 for claim templates.',
    follows: [oneApplication],
  },
  ['Application', 'ApplicationSet'],
  (object, _, { plan }) => {
    if (!plan?.fleet.delivery) return [];
    const specPath = applicationSpecPath(object);
    const path = [...specPath, 'syncPolicy', 'syncOptions'];
    const options = listAt(object.data, ...path).map(option => (typeof option === 'string' ? option.trim() : ''));
    const ignores = listAt(object.data, ...specPath, 'ignoreDifferences').some(isObject);
    const found: ObjectFound[] = [];
    for (const [option, otherwise] of needed) {
      if (!options.includes(option)) found.push({ path, problem: `it has no ${option}, so ${otherwise}`, fix: 'add it to syncOptions' });
    }
    if (ignores && !options.includes('RespectIgnoreDifferences=true')) {
      const problem = 'it ignores differences and has no RespectIgnoreDifferences=true, so a sync overwrites them';
      found.push({ path, problem, fix: 'add it to syncOptions' });
    }
    for (const [option, so] of refused) {
      const position = options.indexOf(option);
      if (position >= 0)
        found.push({ path: [...path, position], problem: `it has ${option}, so ${so}`, fix: 'remove it from syncOptions' });
    }
    const metadata = object.kind === 'ApplicationSet' ? ['spec', 'template', 'metadata'] : ['metadata'];
    const compared = optionsIn(textAt(objectAt(object.data, ...metadata, 'annotations'), compare));
    if (!compared.includes('ServerSideDiff=true')) {
      const problem = 'it does not compare on the server, so defaults of the server look like differences';
      found.push({ path: [...metadata, 'annotations', compare], problem, fix: `set the annotation ${compare} to 'ServerSideDiff=true'` });
    }
    return found;
  },
);
