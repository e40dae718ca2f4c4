import { type Fault, type Field, quoted } from '../objects/field';
import { mustBeOneOf, mustBeWithin, mustFit } from './checks';
import { checkClaimSpec } from './claims';
import { checkFieldPath, checkResourceField } from './downward';
import { dnsSubdomain, inwardPath } from './forms';
import { quantity } from './quantity';
import { checkLabels } from './selectors';

const mostMode = 0o777;
const tenMinutes = 600;

/** Checks of volume sources, by field. The old sources of single vendors are not checked. */
export const sourceChecks: Readonly<Record<string, (faults: Fault[], source: Field) => void>> = {
  emptyDir: (faults, source) => {
    const limit = source.at('sizeLimit');
    const amount = limit.given ? quantity(String(limit.value)) : undefined;
    if (amount !== undefined && amount < 0n) faults.push(limit.fault(`sizeLimit is ${limit.value}`, 'set it to 0 or more'));
  },
  hostPath: (faults, source) => {
    const path = source.at('path');
    if (path.text.split('/').includes('..'))
      faults.push(path.fault(`the path ${quoted(path.text)} contains '..'`, "write it without '..'"));
    mustBeOneOf(faults, source.at('type'), [
      '',
      'DirectoryOrCreate',
      'Directory',
      'FileOrCreate',
      'File',
      'Socket',
      'CharDevice',
      'BlockDevice',
    ]);
  },
  secret: (faults, source) => {
    if (source.at('secretName').text === '') faults.push(source.fault('the volume names no Secret', 'set secretName'));
    checkFiles(faults, source);
  },
  configMap: (faults, source) => {
    if (source.at('name').text === '') faults.push(source.fault('the volume names no ConfigMap', 'set name'));
    checkFiles(faults, source);
  },
  downwardAPI: (faults, source) => {
    checkMode(faults, source.at('defaultMode'));
    for (const file of source.at('items').items) checkDownward(faults, file);
  },
  nfs: (faults, source) => {
    const path = source.at('path');
    if (path.text !== '' && !path.text.startsWith('/'))
      faults.push(path.fault(`the path ${quoted(path.text)} is not absolute`, "begin it with '/'"));
  },
  projected: (faults, source) => checkProjected(faults, source),
  csi: (faults, source) => {
    const driver = source.at('driver');
    if (driver.text !== '' && (driver.text.length > 63 || !dnsSubdomain.fits(driver.text.toLowerCase())))
      faults.push(driver.fault(`the driver ${quoted(driver.text)} is not a DNS name of at most 63 characters`, 'correct it'));
    const secret = source.at('nodePublishSecretRef');
    if (secret.given && !dnsSubdomain.fits(secret.at('name').text))
      faults.push(secret.fault('the name of the Secret is not a DNS name', 'correct the name'));
  },
  ephemeral: (faults, source) => {
    const template = source.at('volumeClaimTemplate');
    if (!template.given) faults.push(source.fault('the volume has no volumeClaimTemplate', 'add one'));
    else {
      checkLabels(faults, template.at('metadata', 'labels'));
      // The claim is named after its pod. Of its metadata, a user may set only labels and annotations.
      for (const [key, value] of template.at('metadata').entries)
        if (key !== 'labels' && key !== 'annotations' && value.given && value.value !== '' && !(key === 'generation' && value.value === 0))
          faults.push(value.fault(`a claim template cannot set ${key}`, 'remove it'));
      checkClaimSpec(faults, template.at('spec'));
    }
  },
};

const checkMode = (faults: Fault[], mode: Field): void => mustBeWithin(faults, mode, 0, mostMode);

function checkFiles(faults: Fault[], source: Field): void {
  checkMode(faults, source.at('defaultMode'));
  for (const file of source.at('items').items) checkFile(faults, file);
}

function checkFile(faults: Fault[], file: Field): void {
  mustFit(faults, file.at('path'), inwardPath, 'write a path below the volume');
  checkMode(faults, file.at('mode'));
}

function checkDownward(faults: Fault[], file: Field): void {
  checkFile(faults, file);
  const field = file.at('fieldRef');
  const resource = file.at('resourceFieldRef');
  if (field.given === resource.given)
    faults.push(file.fault(field.given ? 'the file has two sources' : 'the file has no source', 'set either fieldRef or resourceFieldRef'));
  if (field.given) checkFieldPath(faults, field, 'file');
  else if (resource.given) checkResourceField(faults, resource, 'file');
}

function checkProjected(faults: Fault[], volume: Field): void {
  checkMode(faults, volume.at('defaultMode'));
  const paths = new Set<string>();
  const addPath = (path: Field): void => {
    if (path.text !== '' && paths.has(path.text))
      faults.push(path.fault(`two sources write the file ${quoted(path.text)}`, 'give each its own path'));
    paths.add(path.text);
  };
  for (const source of volume.at('sources').items) {
    const names = source.entries.filter(([, value]) => value.given).map(([key]) => key);
    if (names.length > 1) faults.push(source.fault(`one source has ${names.join(' and ')}`, 'make each a source of its own'));
    for (const name of ['secret', 'configMap']) {
      const from = source.at(name);
      if (!from.given) continue;
      if (from.at('name').text === '')
        faults.push(from.fault(`the source names no ${name === 'secret' ? 'Secret' : 'ConfigMap'}`, 'set name'));
      for (const file of from.at('items').items) {
        checkFile(faults, file);
        addPath(file.at('path'));
      }
    }
    for (const file of source.at('downwardAPI', 'items').items) {
      checkDownward(faults, file);
      addPath(file.at('path'));
    }
    const token = source.at('serviceAccountToken');
    if (token.given) {
      mustBeWithin(faults, token.at('expirationSeconds'), tenMinutes, 2 ** 32);
      mustFit(faults, token.at('path'), inwardPath, 'write a path below the volume');
    }
  }
}
