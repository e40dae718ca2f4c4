import { mayBeOneOf, mustBeOneOf, mustBeWithin, mustFit } from '../../manifests/api/checks';
import { descendingPath } from '../../manifests/api/forms';
import { allContainers } from '../../manifests/api/pod-fields';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

const mostId = 2 ** 31 - 1;

/** The form of security contexts. The rules of pod-security check what a pod security standard demands. */
export const securityContext = serverPodRule(
  {
    name: 'api/security-context',
    demands: 'Users and groups are from 0 to 2147483647, profiles are valid, and the fields do not contradict each other.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validatePodSpecSecurityContext, ValidateSecurityContext.',
  },
  (faults, pod) => {
    const context = pod.spec.at('securityContext');
    if (context.given) checkPod(faults, context, pod.spec);
    for (const container of allContainers(pod)) {
      const own = container.at('securityContext');
      if (own.given) checkContainer(faults, own, pod.spec.at('hostUsers').value === false);
    }
  },
);

function checkPod(faults: Fault[], context: Field, spec: Field): void {
  for (const name of ['fsGroup', 'runAsUser', 'runAsGroup']) mustBeWithin(faults, context.at(name), 0, mostId);
  for (const group of context.at('supplementalGroups').items) mustBeWithin(faults, group, 0, mostId);
  mustBeOneOf(faults, context.at('fsGroupChangePolicy'), ['OnRootMismatch', 'Always']);
  mustBeOneOf(faults, context.at('supplementalGroupsPolicy'), ['Merge', 'Strict']);
  mustBeOneOf(faults, context.at('seLinuxChangePolicy'), ['Recursive', 'MountOption']);
  checkProfiles(faults, context);
  const names = new Set<string>();
  for (const sysctl of context.at('sysctls').items) {
    const name = sysctl.at('name');
    if (name.text !== '' && !isSysctl(name.text)) faults.push(name.fault(`${quoted(name.text)} is not a valid sysctl name`, 'correct it'));
    if (names.has(name.text)) faults.push(name.fault(`the sysctl ${quoted(name.text)} is set twice`, 'set it once'));
    names.add(name.text);
  }
  const shared = spec.at('shareProcessNamespace');
  if (shared.on && spec.at('hostPID').on)
    faults.push(shared.fault('shareProcessNamespace and hostPID exclude each other', 'keep one of them'));
}

const isSysctl = (name: string): boolean =>
  name.length <= 253 && /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/.test(name);

function checkContainer(faults: Fault[], context: Field, ownUsers: boolean): void {
  mustBeWithin(faults, context.at('runAsUser'), 0, mostId);
  mustBeWithin(faults, context.at('runAsGroup'), 0, mostId);
  checkProfiles(faults, context);
  const mount = context.at('procMount');
  mustBeOneOf(faults, mount, ['Default', 'Unmasked']);
  if (mount.text === 'Unmasked' && !ownUsers)
    faults.push(mount.fault("procMount 'Unmasked' needs a user namespace of the pod", 'set hostUsers: false'));
  if (context.at('allowPrivilegeEscalation').value !== false) return;
  if (context.at('privileged').on)
    faults.push(context.fault('a privileged container can always escalate', 'remove privileged, or allow the escalation'));
  for (const added of context.at('capabilities', 'add').items)
    if (added.text === 'CAP_SYS_ADMIN')
      faults.push(added.fault('a process with CAP_SYS_ADMIN can always escalate', 'remove it, or allow the escalation'));
}

function checkProfiles(faults: Fault[], context: Field): void {
  for (const name of ['seccompProfile', 'appArmorProfile']) {
    const profile = context.at(name);
    if (!profile.given) continue;
    const type = profile.at('type');
    const own = profile.at('localhostProfile');
    mayBeOneOf(faults, type, ['RuntimeDefault', 'Unconfined', 'Localhost']);
    if (type.text === 'Localhost') {
      if (!own.given || (name === 'appArmorProfile' && own.text.trim() !== own.text) || (name === 'appArmorProfile' && own.text === ''))
        faults.push(own.fault("type 'Localhost' needs a profile", 'set localhostProfile'));
      if (name === 'seccompProfile') mustFit(faults, own, descendingPath, "write a path below the kubelet's profiles");
    } else if (own.given)
      faults.push(own.fault(`localhostProfile is for type 'Localhost', and the type is ${quoted(type.text)}`, 'remove it'));
  }
}
