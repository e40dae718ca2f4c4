import { given, valueText } from '../objects/value-text';
import { isObject, type Json, type JsonObject, listAt, objectAt, type Path, textAt, valueAt } from '../yaml/json';
import { forbiddenVolumes, handlerFields, hookFields, probeFields, safeSysctls, selinuxTypes } from './pod-security-values';
import { containersOf, type PodTemplate } from './workload';

/** One violation of the restricted Pod Security Standard. */
export interface PodViolation {
  readonly path: Path;
  readonly problem: string;
  readonly fix: string;
}

/** The newest minor version of Kubernetes whose standard differs from the one before. */
export const newestStandard = 35;

/** A pod, or one of its containers: whatever has a security context. Texts and paths are computed only for a violation. */
interface Subject {
  /** Name of the container; undefined for the pod. */
  readonly name: string | undefined;
  readonly context: JsonObject;
  /** Path of the pod's spec, or of the container. */
  readonly at: Path;
}

const what = ({ name }: Subject): string => (name === undefined ? 'the pod' : `container ${name}`);

const contextPath = ({ at }: Subject, ...field: Path): Path => [...at, 'securityContext', ...field];

/**
 * The violations of the restricted Pod Security Standard of a minor version, with all controls of the baseline standard.
 *
 * The standard is evaluated here so that a template is checked before an API server sees it. Admission refuses pods; for a StatefulSet
 * whose pods it would refuse it only prints a warning.
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
  const pod: Subject = { name: undefined, context: contextOf(spec), at: specPath };
  const containers = securedContainers(template);
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (spec[field] === true) refuse([...specPath, field], `${field} is true, which the standard forbids`, 'remove it');
  }
  checkVolumes(template, refuse);
  checkSysctls(pod, minor, refuse);
  checkAnnotations(template, containers, minor, refuse);
  checkProfiles(pod, minor, refuse);
  if (!userNamespace) checkUser(pod, minor, refuse);
  for (const container of containers) {
    checkProfiles(container, minor, refuse);
    if (!userNamespace) checkUser(container, minor, refuse);
    checkContainer(container, minor, windows, refuse);
    if (!userNamespace) checkNonRoot(pod, container, refuse);
    if (minor >= 19 && !windows) checkSeccompIsSet(pod, container, refuse);
  }
  return found;
}

type Refuse = (path: Path, problem: string, fix: string) => void;

interface Secured extends Subject {
  readonly name: string;
  readonly data: JsonObject;
}

const nothing: JsonObject = {};

function contextOf(data: JsonObject): JsonObject {
  const context = data['securityContext'];
  return isObject(context) ? context : nothing;
}

function securedContainers(template: PodTemplate): readonly Secured[] {
  const secured = containersOf(template).map(({ data, path, name }): Secured => ({ name, context: contextOf(data), at: path, data }));
  if (template.spec['ephemeralContainers'] === undefined) return secured;
  const ephemeral = listAt(template.spec, 'ephemeralContainers').flatMap((data, position): Secured[] =>
    isObject(data)
      ? [
          {
            name: textAt(data, 'name') ?? '',
            context: contextOf(data),
            at: [...template.specPath, 'ephemeralContainers', position],
            data,
          },
        ]
      : [],
  );
  return [...secured, ...ephemeral];
}

function checkVolumes({ spec, specPath }: PodTemplate, refuse: Refuse): void {
  for (const [position, volume] of listAt(spec, 'volumes').entries()) {
    if (!isObject(volume)) continue;
    for (const source of Object.keys(volume)) {
      if (!forbiddenVolumes.has(source) || !given(volume[source])) continue;
      const name = textAt(volume, 'name') ?? '';
      const fix = 'use a claim, or one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, projected, secret';
      refuse([...specPath, 'volumes', position, source], `volume ${name} is a ${source} volume, which the standard forbids`, fix);
    }
  }
}

function checkSysctls(pod: Subject, minor: number, refuse: Refuse): void {
  if (pod.context['sysctls'] === undefined) return;
  for (const [position, sysctl] of listAt(pod.context, 'sysctls').entries()) {
    const name = textAt(sysctl, 'name') ?? '';
    if (minor >= (safeSysctls.get(name) ?? Number.POSITIVE_INFINITY)) continue;
    refuse(contextPath(pod, 'sysctls', position, 'name'), `sysctl ${name} is not a safe one in v1.${minor}`, 'remove it');
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
      refuse([...path, 'metadata', 'annotations', key], `annotation ${key} is '${value}'`, "set it to 'runtime/default', or remove it");
    }
  }
}

const profiles: readonly (Json | undefined)[] = ['RuntimeDefault', 'Localhost'];

/** Checks the AppArmor, seccomp, SELinux and Windows options of a pod or a container. */
function checkProfiles(subject: Subject, minor: number, refuse: Refuse): void {
  checkProfile(subject, 'appArmorProfile', refuse);
  if (minor >= 19) checkProfile(subject, 'seccompProfile', refuse);
  const selinux = subject.context['seLinuxOptions'];
  if (isObject(selinux)) checkSelinux(subject, selinux, minor, refuse);
  const windows = subject.context['windowsOptions'];
  if (isObject(windows) && windows['hostProcess'] === true) {
    refuse(contextPath(subject, 'windowsOptions', 'hostProcess'), `${what(subject)} runs as a process of the Windows node`, 'remove it');
  }
}

function checkProfile(subject: Subject, field: string, refuse: Refuse): void {
  const profile = subject.context[field];
  if (!isObject(profile) || profiles.includes(profile['type'])) return;
  const problem = `${field} of ${what(subject)} is ${valueText(profile['type'])}`;
  refuse(contextPath(subject, field, 'type'), problem, "set it to 'RuntimeDefault'");
}

function checkSelinux(subject: Subject, selinux: JsonObject, minor: number, refuse: Refuse): void {
  const type = textAt(selinux, 'type') ?? '';
  if (minor < (selinuxTypes.get(type) ?? Number.POSITIVE_INFINITY)) {
    const problem = `the SELinux type of ${what(subject)} is '${type}'`;
    refuse(contextPath(subject, 'seLinuxOptions', 'type'), problem, "set it to 'container_t', or remove it");
  }
  for (const field of ['user', 'role']) {
    const value = textAt(selinux, field) ?? '';
    if (value === '') continue;
    refuse(contextPath(subject, 'seLinuxOptions', field), `the SELinux ${field} of ${what(subject)} is '${value}'`, 'remove it');
  }
}

function checkUser(subject: Subject, minor: number, refuse: Refuse): void {
  if (minor >= 23 && subject.context['runAsUser'] === 0) {
    refuse(contextPath(subject, 'runAsUser'), `${what(subject)} runs as user 0, which is root`, 'run it as another user');
  }
  if (subject.context['runAsNonRoot'] === false) {
    refuse(contextPath(subject, 'runAsNonRoot'), `runAsNonRoot of ${what(subject)} is false`, 'set it to true');
  }
}

function checkNonRoot(pod: Subject, container: Secured, refuse: Refuse): void {
  if (given(container.context['runAsNonRoot']) || given(pod.context['runAsNonRoot'])) return;
  const problem = `neither the pod nor ${what(container)} sets runAsNonRoot, so an image may run as root`;
  refuse(contextPath(container, 'runAsNonRoot'), problem, 'set it to true for the pod');
}

function checkSeccompIsSet(pod: Subject, container: Secured, refuse: Refuse): void {
  if (isObject(container.context['seccompProfile']) || isObject(pod.context['seccompProfile'])) return;
  const problem = `neither the pod nor ${what(container)} sets a seccompProfile`;
  refuse(contextPath(container, 'seccompProfile'), problem, "set type 'RuntimeDefault' for the pod");
}

/** Checks that apply to containers only. */
function checkContainer(container: Secured, minor: number, windows: boolean, refuse: Refuse): void {
  const { data, at, context } = container;
  if (context['privileged'] === true) refuse(contextPath(container, 'privileged'), `${what(container)} is privileged`, 'remove it');
  if (minor >= 8 && !windows && context['allowPrivilegeEscalation'] !== false) {
    const problem = `allowPrivilegeEscalation of ${what(container)} is ${valueText(context['allowPrivilegeEscalation'])}`;
    refuse(contextPath(container, 'allowPrivilegeEscalation'), problem, 'set it to false');
  }
  if (!windows) checkCapabilities(container, minor, refuse);
  // A user namespace does not relax this control: only the baseline standard then allows another procMount.
  if (given(context['procMount']) && context['procMount'] !== 'Default') {
    const problem = `procMount of ${what(container)} is ${valueText(context['procMount'])}`;
    refuse(contextPath(container, 'procMount'), problem, "set it to 'Default', or remove it");
  }
  for (const [position, port] of listAt(data, 'ports').entries()) {
    const hostPort = isObject(port) ? port['hostPort'] : undefined;
    if (!given(hostPort) || hostPort === 0) continue;
    refuse([...at, 'ports', position, 'hostPort'], `${what(container)} uses port ${valueText(hostPort)} of its node`, 'remove hostPort');
  }
  if (minor < 34) return;
  for (const probe of probeFields) checkHandler(container, data[probe], [probe], refuse);
  const { lifecycle } = data;
  if (!isObject(lifecycle)) return;
  for (const hook of hookFields) checkHandler(container, lifecycle[hook], ['lifecycle', hook], refuse);
}

function checkHandler(container: Secured, handler: Json | undefined, path: Path, refuse: Refuse): void {
  if (!isObject(handler)) return;
  for (const field of handlerFields) {
    const request = handler[field];
    const host = isObject(request) ? request['host'] : undefined;
    if (!given(host) || host === '') continue;
    const problem = `${[...path, field].join('.')} of ${what(container)} connects to host ${valueText(host)} and not to the pod`;
    refuse([...container.at, ...path, field, 'host'], problem, 'remove the host');
  }
}

const defaultCapabilities: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(' '),
);

function checkCapabilities(container: Secured, minor: number, refuse: Refuse): void {
  const { capabilities } = container.context;
  const restricted = minor >= 22;
  for (const [position, added] of listAt(capabilities, 'add').entries()) {
    if (restricted ? added === 'NET_BIND_SERVICE' : defaultCapabilities.has(String(added))) continue;
    refuse(
      contextPath(container, 'capabilities', 'add', position),
      `${what(container)} adds the capability ${valueText(added)}`,
      'remove it',
    );
  }
  if (!restricted || listAt(capabilities, 'drop').includes('ALL')) return;
  refuse(
    contextPath(container, 'capabilities', 'drop'),
    `${what(container)} does not drop ALL capabilities`,
    "list 'ALL' in capabilities.drop",
  );
}
