import { qualifiedName } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const wellKnown: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);
const prefix = 'pod-security.kubernetes.io/';
const levels: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** The form of namespaces. */
export const namespaceForm = serverRule(
  {
    name: 'api/namespace',
    demands: "A namespace's labels name existing pod security levels and versions, and its finalizers have a domain.",
    why: 'The server refuses the namespace, and so no object of the system can be created.',
    source: 'k8s.io/pod-security-admission api/helpers.go, admission/admission.go.',
  },
  ['Namespace'],
  (faults, object) => {
    for (const finalizer of object.at('spec', 'finalizers').items)
      if (!wellKnown.has(finalizer.text) && !(finalizer.text.includes('/') && qualifiedName.fits(finalizer.text)))
        faults.push(finalizer.fault(`the finalizer ${quoted(finalizer.text)} has no domain`, 'remove it: the server adds its own'));
    const labels = object.at('metadata', 'labels');
    for (const mode of ['enforce', 'audit', 'warn']) {
      checkLabel(faults, labels, `${prefix}${mode}`, text => levels.includes(text), `write ${levels.join(', ')}`);
      checkLabel(
        faults,
        labels,
        `${prefix}${mode}-version`,
        text => /^(?:latest|v1\.(?:\d|[1-9]\d*))$/.test(text),
        "write 'latest', or a version such as 'v1.34'",
      );
    }
  },
);

function checkLabel(faults: Fault[], labels: Field, key: string, fits: (text: string) => boolean, fix: string): void {
  const label = labels.at(key);
  if (Object.hasOwn((labels.value ?? {}) as object, key) && !fits(label.text))
    faults.push(label.fault(`${key} is ${quoted(label.text)}`, fix));
}
