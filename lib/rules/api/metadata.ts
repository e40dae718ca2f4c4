import { mustBeWithin } from '../../manifests/api/checks';
import { qualifiedName } from '../../manifests/api/forms';
import { typeOfKind } from '../../manifests/api/schema';
import { type Fault, Field, quoted } from '../../manifests/objects/field';
import { objectRule } from '../rule';

const wellKnown: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** A file has no metadata that only the server sets. */
export const objectMetadata = objectRule(
  {
    name: 'api/metadata',
    severity: 'error',
    demands: 'An object in a file has no uid, resourceVersion or managedFields, and its finalizers and owners are complete.',
    why: 'An object that was exported from a cluster has a uid and managed fields. Server-side apply refuses it in every other cluster, and later in the same one.',
    source: 'Kubernetes apimachinery pkg/api/validation/objectmeta.go, pkg/util/managedfields/internal/structuredmerge.go.',
  },
  [],
  ({ data, apiVersion, kind }) => {
    const faults: Fault[] = [];
    const metadata = Field.of(data).at('metadata');
    for (const name of ['uid', 'managedFields']) {
      const field = metadata.at(name);
      if (field.given && field.value !== '') faults.push(field.fault(`${name} is set, and only the server may set it`, 'remove it'));
    }
    const version = metadata.at('resourceVersion');
    if (version.text !== '' && !/^\d+$/.test(version.text))
      faults.push(version.fault(`resourceVersion is ${quoted(version.text)}, which no server sets`, 'remove it'));
    mustBeWithin(faults, metadata.at('generation'), 0);
    checkFinalizers(faults, metadata.at('finalizers').items, kind !== 'PodDisruptionBudget' && typeOfKind(apiVersion, kind) !== undefined);
    checkOwners(faults, metadata.at('ownerReferences').items);
    return faults;
  },
);

/** For most of its own kinds the server requires a domain in a finalizer; for other kinds it only warns. */
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
      if (owner.at(name).text === '') faults.push(owner.fault(`the owner has no ${name}`, 'add it'));
    const version = owner.at('apiVersion');
    if (version.text !== '' && (version.text.split('/').length > 2 || version.text.endsWith('/')))
      faults.push(version.fault(`${quoted(version.text)} is not an apiVersion`, "write it like 'apps/v1'"));
  }
  const controllers = owners.filter(owner => owner.at('controller').on);
  for (const second of controllers.slice(1))
    faults.push(second.fault('the object has two controlling owners', 'keep controller: true for one owner'));
}
