import { mustFit, mustHaveOne } from '../../manifests/api/checks';
import { checkFieldPath, checkResourceField } from '../../manifests/api/downward';
import { dataKey, dnsSubdomain, strictVariableName, variableName } from '../../manifests/api/forms';
import { allContainers } from '../../manifests/api/pod-fields';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { minorOf } from '../../manifests/objects/minor-version';
import { serverPodRule } from '../server-rule';

const sources: readonly string[] = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** Since this minor version of Kubernetes, nearly any character is allowed in names of environment variables (KEP-4369). */
const relaxed = 32;

/** The form of environment variables. */
export const environment = serverPodRule(
  {
    name: 'api/env',
    demands: 'An environment variable has a valid name, and either a value or one valid source.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: ValidateEnv, ValidateEnvFrom; KEP-4369 for names since 1.32.',
  },
  (faults, pod, { facts }) => {
    const name = (minorOf(facts?.kubernetes) ?? relaxed) >= relaxed ? variableName : strictVariableName;
    for (const container of allContainers(pod)) {
      for (const variable of container.at('env').items) {
        mustFit(faults, variable.at('name'), name, 'rename the variable');
        if (variable.at('valueFrom').given) checkSource(faults, variable.at('valueFrom'), variable.at('value').text !== '');
      }
      for (const from of container.at('envFrom').items) {
        mustFit(faults, from.at('prefix'), name, 'choose another prefix');
        mustHaveOne(faults, from, ['configMapRef', 'secretRef'], 'source');
        for (const source of ['configMapRef', 'secretRef']) checkName(faults, from.at(source), true);
      }
    }
  },
);

function checkSource(faults: Fault[], from: Field, hasValue: boolean): void {
  mustHaveOne(faults, from, sources, 'source');
  if (hasValue) faults.push(from.fault('the variable has a value and a source', 'keep one of them'));
  const field = from.at('fieldRef');
  if (field.given) checkFieldPath(faults, field, 'variable');
  const resource = from.at('resourceFieldRef');
  if (resource.given) checkResourceField(faults, resource, 'variable');
  for (const source of ['configMapKeyRef', 'secretKeyRef']) {
    const reference = from.at(source);
    if (!reference.given) continue;
    checkName(faults, reference, false);
    mustFit(faults, reference.at('key'), dataKey, 'write a valid key');
  }
}

function checkName(faults: Fault[], reference: Field, prefix: boolean): void {
  if (!reference.given) return;
  const name = reference.at('name');
  const text = prefix ? name.text.replace(/.-$/, 'a') : name.text;
  if (!dnsSubdomain.fits(text))
    faults.push(name.fault(`the name ${quoted(name.text)} is not ${dnsSubdomain.is}`, 'write a valid object name'));
}
