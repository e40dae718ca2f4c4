import { mustBeNamespace, mustFit } from '../../manifests/api/checks';
import { dnsLabel, dnsSubdomain, type Form, pathSegment, serviceLabel } from '../../manifests/api/forms';
import { typeOfKind } from '../../manifests/api/schema';
import { type Fault, Field, quoted } from '../../manifests/objects/field';
import { objectRule } from '../rule';

const forms: Readonly<Record<string, Form>> = {
  Namespace: dnsLabel,
  StatefulSet: dnsLabel,
  Service: serviceLabel,
  PodDisruptionBudget: pathSegment,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
};

/** Kinds without a namespace. */
const clusterWide: ReadonlySet<string> = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'IngressClass',
  'PriorityClass',
  'StorageClass',
]);

/** Names of the Jobs of a CronJob have 11 characters more, and must be valid labels of at most 63. */
const longestCronJob = 52;

/** The form of names of each kind. */
export const objectName = objectRule(
  {
    name: 'api/name',
    severity: 'error',
    fundamental: true,
    demands: 'Every object has a valid name for its kind, and a valid namespace.',
    why: 'The server refuses the object. The names of some kinds become DNS names, and those of pods become host names.',
    source: 'Kubernetes apimachinery pkg/api/validation/objectmeta.go, and pkg/apis/*/validation of each kind.',
  },
  [],
  ({ data, kind, apiVersion }, _, { plan }) => {
    const faults: Fault[] = [];
    const metadata = Field.of(data).at('metadata');
    const name = metadata.at('name');
    const generated = metadata.at('generateName');
    const known = typeOfKind(apiVersion, kind) !== undefined;
    const form = known && Object.hasOwn(forms, kind) ? (forms[kind] ?? dnsSubdomain) : dnsSubdomain;
    if (name.text === '' && !(generated.text !== '' && isCreatedAnew(metadata, !plan && once.has(kind))))
      faults.push(name.fault('the object has no name', 'add one: apply needs it, also with generateName'));
    mustFit(faults, name, form, 'rename the object');
    if (generated.text !== '' && !form.fits(generated.text.replace(/.-$/, 'a')))
      faults.push(
        generated.fault(`generateName ${quoted(generated.text)} is not the beginning of ${form.is}`, 'remove it: apply uses the name'),
      );
    if (kind === 'CronJob' && known && name.text.length > longestCronJob)
      faults.push(name.fault(`the name has ${name.text.length} characters, and its Jobs have 11 more`, `shorten it to ${longestCronJob}`));
    if (!known || !clusterWide.has(kind)) mustBeNamespace(faults, metadata.at('namespace'));
    return faults;
  },
  true,
);

/** Kinds that run once. With generateName, `kubectl create` makes a new object each time. */
const once: ReadonlySet<string> = new Set(['Job', 'Pod', 'PipelineRun', 'TaskRun', 'Workflow']);
const hooks = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

/** Whether an object is created anew each time instead of applied: as a hook, or because it runs once. */
const isCreatedAnew = (metadata: Field, runsOnce: boolean): boolean =>
  runsOnce || hooks.some(hook => metadata.at('annotations', hook).given);
