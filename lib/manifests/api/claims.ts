import { type Fault, type Field, quoted } from '../objects/field';
import { mustBeNamespace, mustBeOneOf, mustFit } from './checks';
import { dnsSubdomain } from './forms';
import { quantity } from './quantity';
import { checkSelector } from './selectors';

const modes: readonly string[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** Checks the spec of a PersistentVolumeClaim, or of a template of one. */
export function checkClaimSpec(faults: Fault[], spec: Field): void {
  checkModes(faults, spec.at('accessModes'));
  checkStorage(faults, spec.at('resources', 'requests', 'storage'), spec);
  checkSelector(faults, spec.at('selector'));
  mustFit(faults, spec.at('storageClassName'), dnsSubdomain, 'correct the name of the StorageClass');
  mustFit(faults, spec.at('volumeAttributesClassName'), dnsSubdomain, 'correct the name of the class');
  mustBeOneOf(faults, spec.at('volumeMode'), ['Filesystem', 'Block']);
  const source = spec.at('dataSource');
  const reference = spec.at('dataSourceRef');
  if (source.given) checkSource(faults, source);
  if (!reference.given) return;
  checkSource(faults, reference);
  mustBeNamespace(faults, reference.at('namespace'));
}

function checkModes(faults: Fault[], accessModes: Field): void {
  const { items } = accessModes;
  if (items.length === 0) faults.push(accessModes.fault('the claim has no access mode', 'add ReadWriteOnce'));
  for (const mode of items)
    if (!modes.includes(mode.text)) faults.push(mode.fault(`there is no access mode ${quoted(mode.text)}`, `use ${modes.join(', ')}`));
  if (
    items.length > 1 &&
    items.some(({ text }) => text === 'ReadWriteOncePod') &&
    items.some(({ text }) => text !== 'ReadWriteOncePod' && modes.includes(text))
  )
    faults.push(accessModes.fault('ReadWriteOncePod excludes other access modes, and the claim has some', 'keep one access mode'));
}

function checkStorage(faults: Fault[], storage: Field, spec: Field): void {
  const requests = spec.at('resources', 'requests');
  if (!Object.hasOwn((requests.value ?? {}) as object, 'storage')) {
    faults.push(spec.at('resources').fault('the claim requests no storage', 'set resources.requests.storage'));
    return;
  }
  const amount = storage.given ? quantity(String(storage.value)) : 0n;
  if (amount !== undefined && amount <= 0n)
    faults.push(storage.fault(`the claim requests storage of ${storage.value ?? 'nothing'}`, 'request more than 0'));
}

function checkSource(faults: Fault[], source: Field): void {
  const group = source.at('apiGroup');
  const kind = source.at('kind');
  if (group.text !== '') mustFit(faults, group, dnsSubdomain, 'correct the name of the API group');
  else if (kind.text !== '' && kind.text !== 'PersistentVolumeClaim')
    faults.push(kind.fault(`${quoted(kind.text)} is not in the core API group`, 'set its apiGroup'));
}
