import { isObject, type Json, type JsonObject, listAt, objectAt, type Path, textAt, valueAt } from './json';
import { forbiddenVolumes, handlerPaths, safeSysctls, selinuxTypes } from './pod-security-values';
import { given, valueText } from './value-text';
import { containersOf, type PodTemplate } from './workload';

/** One thing of a pod that the restricted Pod Security Standard refuses. */
export interface PodViolation {
  readonly path: Path;
  readonly problem: string;
  readonly fix: string;
}

/** The newest minor of Kubernetes whose standard differs from the one before. */
export const newestStandard = 35;

/** A pod, or one of its containers: everything that has a security context. */
interface Subject {
  readonly what: string;
  readonly context: JsonObject;
  readonly path: Path;
}

/**
 * What the restricted Pod Security Standard of a minor version refuses of a pod: all of its controls, baseline included.
 *
 * Its own evaluation, so that a template is judged before any server sees it: admission refuses pods, and only warns of the
 * StatefulSet that can then never make one.
 * Source: Kubernetes, "Pod Security Standards"; k8s.io/pod-security-admission v0.36, policy/check_*.go.
 */
export function restrictedViolations(template: PodTemplate, minor: number): readonly PodViolation[] {
  const found: PodViolation[] = [];
  const { spec, specPath } = template;
  const refuse = (path: Path, problem: string, fix: string): void => {
    found.push({ path, problem, fix });
  };
  const windows = minor >= 25 && textAt(spec, 'os', 'name') === 'windows';
  const userNamespace = minor >= 35 && valueAt(spec, 'hostUsers') === false;
  const pod: Subject = { what: 'the pod', context: objectAt(spec, 'securityContext'), path: [...specPath, 'securityContext'] };
  const containers = securedContainers(template);
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[field] === true) refuse([...specPath, field], `${field} is true: the pod shares it with its node`, 'remove it');
  }
  checkVolumes(template, refuse);
  checkSysctls(pod, minor, refuse);
  checkAnnotations(template, containers, minor, refuse);
  for (const subject of [pod, ...containers]) {
    checkProfiles(subject, minor, refuse);
    if (!userNamespace) checkUser(subject, minor, refuse);
  }
  for (const container of containers) {
    checkContainer(container, minor, windows, refuse);
    if (!userNamespace) checkNonRoot(pod, container, refuse);
    if (minor >= 19 && !windows) checkSeccompIsSet(pod, container, refuse);
  }
  return found;
}

type Refuse = (path: Path, problem: string, fix: string) => void;

interface Secured extends Subject {
  readonly data: JsonObject;
  readonly name: string;
  readonly at: Path;
}

function securedContainers(template: PodTemplate): readonly Secured[] {
  const ephemeral = listAt(template.spec, 'ephemeralContainers').flatMap((data, position) =>
    isObject(data) ? [{ data, path: [...template.specPath, 'ephemeralContainers', position], name: textAt(data, 'name') ?? '' }] : [],
  );
  return [...containersOf(template), ...ephemeral].map(({ data, path, name }) => ({
    what: `container ${name}`,
    context: objectAt(data, 'securityContext'),
    path: [...path, 'securityContext'],
    data,
    name,
    at: path,
  }));
}

function checkVolumes({ spec, specPath }: PodTemplate, refuse: Refuse): void {
  for (const [position, volume] of listAt(spec, 'volumes').entries()) {
    if (!isObject(volume)) continue;
    for (const source of Object.keys(volume)) {
      if (!forbiddenVolumes.has(source) || !given(volume[source])) continue;
      const name = textAt(volume, 'name') ?? '';
      const fix = 'use a claim, or one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, projected, secret';
      refuse([...specPath, 'volumes', position, source], `volume ${name} is a ${source} volume, which is not restricted to the pod`, fix);
    }
  }
}

function checkSysctls({ context, path }: Subject, minor: number, refuse: Refuse): void {
  for (const [position, sysctl] of listAt(context, 'sysctls').entries()) {
    const name = textAt(sysctl, 'name') ?? '';
    if (minor >= (safeSysctls.get(name) ?? Number.POSITIVE_INFINITY)) continue;
    refuse([...path, 'sysctls', position, 'name'], `sysctl ${name} is not among the safe ones of v1.${minor}`, 'remove it');
  }
}

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompPrefix = 'container.seccomp.security.alpha.kubernetes.io/';

function checkAnnotations({ object, path }: PodTemplate, containers: readonly Secured[], minor: number, refuse: Refuse): void {
  const annotations = objectAt(object.data, ...path, 'metadata', 'annotations');
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value !== 'string') continue;
    const armor = key.startsWith(appArmorPrefix) && value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/');
    const named = key === seccompPod || containers.some(({ name }) => key === seccompPrefix + name);
    const allowed = value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
    if (armor || (minor < 19 && named && !allowed)) {
      refuse([...path, 'metadata', 'annotations', key], `annotation ${key} is '${value}'`, "make it 'runtime/default', or remove it");
    }
  }
}

const profiles: readonly (Json | undefined)[] = ['RuntimeDefault', 'Localhost'];

/** What pods and containers may set of AppArmor, seccomp, SELinux and Windows. */
function checkProfiles({ what, context, path }: Subject, minor: number, refuse: Refuse): void {
  for (const [field, since] of [
    ['appArmorProfile', 0],
    ['seccompProfile', 19],
  ] as const) {
    const profile = context[field];
    if (minor < since || !isObject(profile) || profiles.includes(profile['type'])) continue;
    refuse([...path, field, 'type'], `${field} of ${what} is ${valueText(profile['type'])}`, "make it 'RuntimeDefault'");
  }
  const selinux = objectAt(context, 'seLinuxOptions');
  const type = textAt(selinux, 'type') ?? '';
  if (minor < (selinuxTypes.get(type) ?? Number.POSITIVE_INFINITY)) {
    refuse([...path, 'seLinuxOptions', 'type'], `the SELinux type of ${what} is '${type}'`, "use 'container_t', or leave it out");
  }
  for (const field of ['user', 'role']) {
    const value = textAt(selinux, field) ?? '';
    if (value !== '') refuse([...path, 'seLinuxOptions', field], `the SELinux ${field} of ${what} is '${value}'`, 'leave it out');
  }
  if (valueAt(context, 'windowsOptions', 'hostProcess') === true) {
    refuse([...path, 'windowsOptions', 'hostProcess'], `${what} runs as a process of its Windows node`, 'remove it');
  }
}

function checkUser({ what, context, path }: Subject, minor: number, refuse: Refuse): void {
  if (minor >= 23 && context['runAsUser'] === 0)
    refuse([...path, 'runAsUser'], `${what} runs as user 0, which is root`, 'run it as another user');
  if (context['runAsNonRoot'] === false) {
    refuse([...path, 'runAsNonRoot'], `runAsNonRoot of ${what} is false`, 'make it true');
  }
}

function checkNonRoot(pod: Subject, { context, path, what }: Secured, refuse: Refuse): void {
  if (given(context['runAsNonRoot']) || given(pod.context['runAsNonRoot'])) return;
  refuse(
    [...path, 'runAsNonRoot'],
    `neither the pod nor ${what} sets runAsNonRoot, so an image may run as root`,
    'set it to true for the pod',
  );
}

function checkSeccompIsSet(pod: Subject, { context, path, what }: Secured, refuse: Refuse): void {
  if (isObject(context['seccompProfile']) || isObject(pod.context['seccompProfile'])) return;
  const fix = "set type 'RuntimeDefault' for the pod";
  refuse([...path, 'seccompProfile'], `neither the pod nor ${what} sets a seccompProfile`, fix);
}

/** What only containers have. */
function checkContainer({ what, data, at, context, path }: Secured, minor: number, windows: boolean, refuse: Refuse): void {
  if (context['privileged'] === true) refuse([...path, 'privileged'], `${what} is privileged`, 'remove it');
  if (minor >= 8 && !windows && context['allowPrivilegeEscalation'] !== false) {
    const value = valueText(context['allowPrivilegeEscalation']);
    refuse([...path, 'allowPrivilegeEscalation'], `allowPrivilegeEscalation of ${what} is ${value}`, 'make it false');
  }
  checkCapabilities({ what, context, path }, minor, windows, refuse);
  // A user namespace does not soften this one: only the baseline standard lets it through there.
  if (given(context['procMount']) && context['procMount'] !== 'Default') {
    refuse([...path, 'procMount'], `procMount of ${what} is ${valueText(context['procMount'])}`, "make it 'Default', or leave it out");
  }
  for (const [position, port] of listAt(data, 'ports').entries()) {
    const hostPort = valueAt(port, 'hostPort');
    if (!given(hostPort) || hostPort === 0) continue;
    refuse([...at, 'ports', position, 'hostPort'], `${what} takes port ${valueText(hostPort)} of its node`, 'remove it');
  }
  if (minor < 34) return;
  for (const handler of handlerPaths) {
    const host = valueAt(data, ...handler, 'host');
    if (!given(host) || host === '') continue;
    refuse([...at, ...handler, 'host'], `${handler.join('.')} of ${what} asks ${valueText(host)} and not the pod`, 'remove the host');
  }
}

const defaultCapabilities: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(' '),
);

function checkCapabilities({ what, context, path }: Subject, minor: number, windows: boolean, refuse: Refuse): void {
  if (windows) return;
  const restricted = minor >= 22;
  for (const [position, added] of listAt(context, 'capabilities', 'add').entries()) {
    if (restricted ? added === 'NET_BIND_SERVICE' : defaultCapabilities.has(String(added))) continue;
    refuse([...path, 'capabilities', 'add', position], `${what} adds the capability ${valueText(added)}`, 'remove it');
  }
  if (!restricted || listAt(context, 'capabilities', 'drop').includes('ALL')) return;
  refuse([...path, 'capabilities', 'drop'], `${what} does not drop ALL capabilities`, "list 'ALL' in capabilities.drop");
}
