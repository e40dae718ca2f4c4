import { mustFit } from '../../manifests/api/checks';
import { qualifiedName } from '../../manifests/api/forms';
import { type Fault, Field, quoted } from '../../manifests/field';
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
  ({ data }) => {
    const faults: Fault[] = [];
    const metadata = Field.of(data).at('metadata');
    for (const name of ['uid', 'managedFields']) {
      const field = metadata.at(name);
      if (field.given && field.value !== '') faults.push(field.fault(`${name} is given, which only a server gives`, 'take it away'));
    }
    checkFinalizers(faults, metadata.at('finalizers').items);
    checkOwners(faults, metadata.at('ownerReferences').items);
    return faults;
  },
);

function checkFinalizers(faults: Fault[], finalizers: readonly Field[]): void {
  for (const finalizer of finalizers) {
    mustFit(faults, finalizer, qualifiedName, 'rename the finalizer');
    if (!finalizer.text.includes('/') && !wellKnown.has(finalizer.text))
      faults.push(finalizer.fault(`the finalizer '${finalizer.text}' has no domain`, "write it as 'example.com/name'"));
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
    const version = owner.at('apiVersion');
    if (version.text !== '' && (version.text.split('/').length > 2 || version.text.endsWith('/')))
      faults.push(version.fault(`${quoted(version.text)} is no version of a group`, "write it as 'apps/v1'"));
  }
  const controllers = owners.filter(owner => owner.at('controller').on);
  for (const second of controllers.slice(1))
    faults.push(second.fault('the object has two owners that control it', 'leave one with controller: true'));
}
