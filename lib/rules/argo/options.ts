import { applicationSpecPath } from '../../manifests/delivery/applications';
import { optionsIn } from '../../manifests/delivery/sync';
import { isObject, listAt, objectAt, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { oneApplication } from './application';

/** Options of every sync, and what happens without. */
const needed = [
  ['ServerSideApply=true', 'fields that others own are overwritten, and large objects do not fit into an annotation'],
  ['FailOnSharedResource=true', 'two Applications may apply the same object in turn for ever'],
  ['PruneLast=true', 'what is replaced is removed before what replaces it is healthy'],
] as const;

const refused = [
  ['CreateNamespace=true', 'the namespace is made without its labels first, and admits what is not restricted'],
  ['Validate=false', 'what the server does not know is applied all the same'],
] as const;

const compare = 'argocd.argoproj.io/compare-options';

/** Applications of the fleet are synchronized in the one way that is safe for members. */
export const safeSync = objectRule(
  {
    name: 'argo/options',
    severity: 'error',
    demands:
      'Applications apply and compare on the server, fail on objects of others, prune last, respect what they ignore, and make no namespace.',
    why: 'Without it Argo CD sees differences that the server itself made and synchronizes for ever, overwrites what another Application owns, or removes names before their successors are there.',
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
      const problem = 'it does not compare on the server, so defaults that the server sets look like differences';
      found.push({ path: [...metadata, 'annotations', compare], problem, fix: `set the annotation ${compare} to 'ServerSideDiff=true'` });
    }
    return found;
  },
);
