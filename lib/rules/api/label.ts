import { qualifiedName } from '../../manifests/api/forms';
import { podFields, podKinds } from '../../manifests/api/pod-fields';
import { typeOfKind } from '../../manifests/api/schema';
import { checkLabels } from '../../manifests/api/selectors';
import { type Fault, Field, quoted } from '../../manifests/objects/field';
import { isObject } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Bytes of all keys and values together. */
const mostAnnotations = 256 * 1024;

/** The form of labels and annotations. */
export const labelForm = objectRule(
  {
    name: 'api/label',
    severity: 'error',
    demands: 'Labels and annotations have valid keys and values, and annotations are at most 256 KiB.',
    why: 'The server refuses the object.',
    source: 'Kubernetes apimachinery pkg/apis/meta/v1/validation/validation.go, pkg/api/validation/objectmeta.go.',
  },
  [],
  applied => {
    const faults: Fault[] = [];
    const object = Field.of(applied.data);
    checkMetadata(faults, object.at('metadata'));
    if (!typeOfKind(applied.apiVersion, applied.kind)) return faults;
    if (applied.kind !== 'Pod' && podKinds.includes(applied.kind)) {
      checkMetadata(faults, podFields(applied).template.at('metadata'));
    }
    return faults;
  },
);

function checkMetadata(faults: Fault[], metadata: Field): void {
  checkLabels(faults, metadata.at('labels'));
  let units = 0;
  const annotations = metadata.at('annotations');
  const { value: given } = annotations;
  if (!isObject(given)) return;
  for (const key in given) {
    if (!qualifiedName.fits(key.toLowerCase()))
      faults.push(annotations.at(key).fault(`the annotation's key ${quoted(key)} is not ${qualifiedName.is}`, 'rename the annotation'));
    const value = given[key];
    units += key.length + (typeof value === 'string' ? value.length : 0);
  }
  // UTF-8 needs at most three bytes for each UTF-16 code unit.
  if (units * 3 <= mostAnnotations) return;
  const bytes = annotations.entries.reduce((sum, [key, value]) => sum + bytesOf(key) + bytesOf(value.text), 0);
  if (bytes > mostAnnotations)
    faults.push(annotations.fault(`the annotations have ${bytes} bytes, and the server stores at most ${mostAnnotations}`, 'shorten them'));
}

/** Bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
