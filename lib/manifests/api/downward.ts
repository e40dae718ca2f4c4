import { type Fault, type Field, quoted } from '../objects/field';
import { qualifiedName } from './forms';
import { quantity } from './quantity';

const fields: readonly string[] = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const pathsOf = {
  variable: new Set([
    ...fields,
    'spec.nodeName',
    'spec.host',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ]),
  file: new Set([...fields, 'metadata.annotations', 'metadata.labels']),
} as const;

const resources: ReadonlySet<string> = new Set(
  ['limits', 'requests'].flatMap(side => ['cpu', 'memory', 'ephemeral-storage'].map(resource => `${side}.${resource}`)),
);

const cpuUnits: ReadonlySet<bigint> = new Set(['1m', '1'].map(amount));
const byteUnits: ReadonlySet<bigint> = new Set(
  ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'].map(amount),
);

function amount(text: string): bigint {
  return quantity(text) ?? 0n;
}

/** Checks a field of its own pod that an environment variable or a file reads. */
export function checkFieldPath(faults: Fault[], reference: Field, where: keyof typeof pathsOf): void {
  const version = reference.at('apiVersion');
  if (version.text !== '' && version.text !== 'v1')
    faults.push(version.fault(`pods have no API version ${quoted(version.text)}`, 'write v1, or remove it'));
  const path = reference.at('fieldPath');
  if (path.text === '') return;
  const [, of, key] = /^(.+?)\['([\s\S]*)'\]$/.exec(path.text) ?? [];
  if (key === undefined ? pathsOf[where].has(path.text) : isKey(of ?? '', key)) return;
  faults.push(
    path.fault(
      `a ${where} cannot read ${quoted(path.text)} of its pod`,
      "read metadata.name, status.podIP or metadata.labels['…'], for example",
    ),
  );
}

const isKey = (of: string, key: string): boolean =>
  (of === 'metadata.labels' && qualifiedName.fits(key)) || (of === 'metadata.annotations' && qualifiedName.fits(key.toLowerCase()));

/** Checks a request or a limit of a container that an environment variable or a file reads. */
export function checkResourceField(faults: Fault[], reference: Field, where: keyof typeof pathsOf): void {
  const container = reference.at('containerName');
  if (where === 'file' && container.text === '') faults.push(reference.fault('it names no container', 'set containerName'));
  const resource = reference.at('resource');
  const pages = /^(limits|requests)\.hugepages-/.test(resource.text);
  if (resource.text !== '' && !resources.has(resource.text) && !pages)
    faults.push(resource.fault(`a ${where} cannot read ${quoted(resource.text)}`, 'read limits.memory or requests.cpu, for example'));
  const divisor = reference.at('divisor');
  const by = divisor.given ? quantity(String(divisor.value)) : undefined;
  if (!by || !(resources.has(resource.text) || pages)) return;
  const units = resource.text.endsWith('.cpu') ? cpuUnits : byteUnits;
  if (!units.has(by))
    faults.push(
      divisor.fault(
        `${resource.text} cannot be divided by ${quoted(divisor.value)}`,
        units === cpuUnits ? 'write 1m or 1' : 'write one unit, such as 1, 1Ki or 1Mi',
      ),
    );
}
