import { type Fault, type Field, quoted } from '../objects/field';
import { mustBeNamespace, mustBeOneOf, mustFit } from './checks';
import { dnsSubdomain } from './forms';
import { quantity } from './quantity';
import { checkSelector } from './selectors';

const modes: readonly string[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** What a claim asks for: of a PersistentVolumeClaim, or of a template of it. */
export function checkClaimSpec(faults: Fault[], spec: Field): void {
  checkModes(faults, spec.at('accessModes'));
  checkStorage(faults, spec.at('resources', 'requests', 'storage'), spec);
  checkSelector(faults, spec.at('selector'));
  mustFit(faults, spec.at('storageClassName'), dnsSubdomain, 'name a StorageClass that can exist');
  mustFit(faults, spec.at('volumeAttributesClassName'), dnsSubdomain, 'name a class that can exist');
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
  if (items.length === 0) faults.push(accessModes.fault('the claim has no access mode', 'give it ReadWriteOnce'));
  for (const mode of items)
    if (!modes.includes(mode.text)) faults.push(mode.fault(`there is no access mode ${quoted(mode.text)}`, `use ${modes.join(', ')}`));
  if (
    items.length > 1 &&
    items.some(({ text }) => text === 'ReadWriteOncePod') &&
    items.some(({ text }) => text !== 'ReadWriteOncePod' && modes.includes(text))
  )
    faults.push(accessModes.fault('ReadWriteOncePod is for one pod, and the claim has other access modes too', 'leave one'));
}

function checkStorage(faults: Fault[], storage: Field, spec: Field): void {
  const requests = spec.at('resources', 'requests');
  if (!Object.hasOwn((requests.value ?? {}) as object, 'storage')) {
    faults.push(spec.at('resources').fault('the claim asks for no storage', 'give resources.requests.storage'));
    return;
  }
  const amount = storage.given ? quantity(String(storage.value)) : 0n;
  if (amount !== undefined && amount <= 0n)
    faults.push(storage.fault(`the claim asks for ${storage.value ?? 'nothing'}`, 'ask for more than 0'));
}

function checkSource(faults: Fault[], source: Field): void {
  const group = source.at('apiGroup');
  const kind = source.at('kind');
  if (group.text !== '') mustFit(faults, group, dnsSubdomain, 'name a group that can exist');
  else if (kind.text !== '' && kind.text !== 'PersistentVolumeClaim')
    faults.push(kind.fault(`${quoted(kind.text)} is not of the core group`, 'give its apiGroup'));
}
