import { dataKey } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const most = 1024 ** 2;

/** The keys that a Secret of a type must have. */
const demanded: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

/** The form of ConfigMaps and Secrets. */
export const heldData = serverRule(
  {
    name: 'api/data',
    demands: 'ConfigMaps and Secrets have keys that are valid file names, at most 1 MiB of data, and the keys that their type demands.',
    why: 'The server refuses the object.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: ValidateConfigMap, ValidateSecret.',
  },
  ['ConfigMap', 'Secret'],
  (faults, object, { kind }) => {
    const encoded = object.at(kind === 'Secret' ? 'data' : 'binaryData');
    const plain = object.at(kind === 'Secret' ? 'stringData' : 'data');
    const size = checkKeys(faults, encoded, text => Math.floor((text.length * 3) / 4)) + checkKeys(faults, plain, bytesOf);
    if (size > most) faults.push(object.fault(`the ${kind} has ${size} bytes, and the server stores at most ${most}`, 'split it'));
    if (kind === 'Secret') checkType(faults, object);
    else
      for (const [key, value] of encoded.entries)
        if (Object.hasOwn((plain.value ?? {}) as object, key))
          faults.push(value.fault(`${quoted(key)} is in data and in binaryData`, 'keep one of them'));
  },
);

function checkKeys(faults: Fault[], data: Field, bytes: (text: string) => number): number {
  let size = 0;
  for (const [key, value] of data.entries) {
    if (!dataKey.fits(key)) faults.push(value.fault(`the key ${quoted(key)} is not ${dataKey.is}`, 'rename it'));
    size += bytes(value.text);
  }
  return size;
}

/** Bytes of a text in UTF-8. Of a text that is too short to exceed the limit it returns only the number of characters, which is faster. */
function bytesOf(text: string): number {
  if (text.length * 3 <= most / 2) return text.length;
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function checkType(faults: Fault[], object: Field): void {
  const type = object.at('type').text;
  const has = (key: string): boolean =>
    [object.at('data'), object.at('stringData')].some(({ value }) => Object.hasOwn((value ?? {}) as object, key));
  if (
    type === 'kubernetes.io/service-account-token' &&
    object.at('metadata', 'annotations', 'kubernetes.io/service-account.name').text === ''
  )
    faults.push(
      object.at('type').fault('the Secret is a token, and names no ServiceAccount', 'annotate it with kubernetes.io/service-account.name'),
    );
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password'))
    faults.push(object.fault(`a Secret of type ${type} has neither username nor password`, 'add one'));
  const missing = (Object.hasOwn(demanded, type) ? (demanded[type] ?? []) : []).filter(key => !has(key));
  if (missing.length > 0)
    faults.push(object.fault(`a Secret of type ${type} has no ${missing.join(' and no ')}`, 'add it, or remove the type'));
}
