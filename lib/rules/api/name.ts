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

/** Kinds whose names the server does not look at beyond what a path allows. */
const clusterWide: ReadonlySet<string> = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'IngressClass',
  'PriorityClass',
  'StorageClass',
]);

/** Jobs of a CronJob have its name and eleven characters more, and must be labels. */
const longestCronJob = 52;

/** Each kind has its own form of names. */
export const objectName = objectRule(
  {
    name: 'api/name',
    severity: 'error',
    fundamental: true,
    demands: 'Every object has a name, and it and its namespace have the form that its kind demands.',
    why: 'The server refuses the object; of some kinds a DNS name is made, and of pods host names.',
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
    if (name.text === '' && !(generated.text !== '' && isMadeAnew(metadata, !plan && once.has(kind))))
      faults.push(name.fault('the object has no name', 'give it one: applying needs it, also where generateName is given'));
    mustFit(faults, name, form, 'rename the object');
    if (generated.text !== '' && !form.fits(generated.text.replace(/.-$/, 'a')))
      faults.push(
        generated.fault(`generateName ${quoted(generated.text)} does not begin ${form.is}`, 'take it away: applying looks at the name'),
      );
    if (kind === 'CronJob' && known && name.text.length > longestCronJob)
      faults.push(name.fault(`the name has ${name.text.length} characters, and its Jobs have 11 more`, `shorten it to ${longestCronJob}`));
    if (!known || !clusterWide.has(kind)) mustBeNamespace(faults, metadata.at('namespace'));
    return faults;
  },
  true,
);

/** Kinds that run once. Whoever names them by generateName makes a new one each time, by `kubectl create`. */
const once: ReadonlySet<string> = new Set(['Job', 'Pod', 'PipelineRun', 'TaskRun', 'Workflow']);
const hooks = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

/** Whether an object is made anew and not applied: as a hook, or because it runs once. */
const isMadeAnew = (metadata: Field, runsOnce: boolean): boolean => runsOnce || hooks.some(hook => metadata.at('annotations', hook).given);
