import { mustBeWithin } from '../../manifests/api/checks';
import { qualifiedName } from '../../manifests/api/forms';
import { typeOfKind } from '../../manifests/api/schema';
import { type Fault, Field, quoted } from '../../manifests/objects/field';
import { objectRule } from '../rule';

const wellKnown: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** What belongs to an object in a cluster does not belong into a file. */
export const objectMetadata = objectRule(
  {
    name: 'api/metadata',
    severity: 'error',
    demands: 'An object does not name itself by what a server gives it, and its finalizers and owners are whole.',
    why: 'An object that was exported from a cluster has a uid and managed fields: server-side apply refuses it in every other cluster, and later in the same.',
    source: 'Kubernetes apimachinery pkg/api/validation/objectmeta.go, pkg/util/managedfields/internal/structuredmerge.go.',
  },
  [],
  ({ data, apiVersion, kind }) => {
    const faults: Fault[] = [];
    const metadata = Field.of(data).at('metadata');
    for (const name of ['uid', 'managedFields']) {
      const field = metadata.at(name);
      if (field.given && field.value !== '') faults.push(field.fault(`${name} is given, which only a server gives`, 'take it away'));
    }
    const version = metadata.at('resourceVersion');
    if (version.text !== '' && !/^\d+$/.test(version.text))
      faults.push(version.fault(`resourceVersion is ${quoted(version.text)}, which no server gave`, 'take it away'));
    mustBeWithin(faults, metadata.at('generation'), 0);
    checkFinalizers(faults, metadata.at('finalizers').items, kind !== 'PodDisruptionBudget' && typeOfKind(apiVersion, kind) !== undefined);
    checkOwners(faults, metadata.at('ownerReferences').items);
    return faults;
  },
);

/** Of most of its own kinds the server demands a domain; of others it warns. */
function checkFinalizers(faults: Fault[], finalizers: readonly Field[], withDomain: boolean): void {
  for (const finalizer of finalizers) {
    if (!qualifiedName.fits(finalizer.text))
      faults.push(finalizer.fault(`the finalizer ${quoted(finalizer.text)} is not ${qualifiedName.is}`, 'rename it'));
    else if (withDomain && !finalizer.text.includes('/') && !wellKnown.has(finalizer.text))
      faults.push(finalizer.fault(`the finalizer ${quoted(finalizer.text)} has no domain`, "write it as 'example.com/name'"));
  }
  const named = (name: string): boolean => finalizers.some(({ text }) => text === name);
  if (named('orphan') && named('foregroundDeletion'))
    faults.push(
      ...finalizers
        .slice(0, 1)
        .map(first => first.fault('the finalizers orphan and foregroundDeletion exclude each other', 'keep one of them')),
    );
}

function checkOwners(faults: Fault[], owners: readonly Field[]): void {
  for (const owner of owners) {
    for (const name of ['apiVersion', 'kind', 'name', 'uid'])
      if (owner.at(name).text === '') faults.push(owner.fault(`the owner has no ${name}`, 'give it'));
    const version = owner.at('apiVersion');
    if (version.text !== '' && (version.text.split('/').length > 2 || version.text.endsWith('/')))
      faults.push(version.fault(`${quoted(version.text)} is no version of a group`, "write it as 'apps/v1'"));
  }
  const controllers = owners.filter(owner => owner.at('controller').on);
  for (const second of controllers.slice(1))
    faults.push(second.fault('the object has two owners that control it', 'leave one with controller: true'));
}
