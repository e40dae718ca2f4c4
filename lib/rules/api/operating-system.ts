import { dnsSubdomain } from '../../manifests/api/forms';
import { allContainers, type PodFields } from '../../manifests/api/pod-fields';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

const ofLinuxPods: readonly (readonly string[])[] = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'runAsUser', 'runAsGroup'],
  ...['supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'],
]
  .map(name => ['securityContext', name])
  .concat([['hostUsers'], ['shareProcessNamespace']]);
const ofLinuxContainers: readonly string[] = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged'],
  ...['allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'],
];
const mostSpec = 64 * 1024;

/** Fields that only one of the two operating systems supports. */
export const operatingSystem = serverPodRule(
  {
    name: 'api/operating-system',
    demands:
      'A pod that names its operating system has no field that only the other one supports, and its options for Windows are complete.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateLinux, validateWindows, validateWindowsSecurityContextOptions.',
  },
  (faults, pod) => {
    const { spec } = pod;
    const os = spec.at('os', 'name').text;
    const contexts = [spec, ...allContainers(pod)].map(owner => owner.at('securityContext'));
    for (const context of contexts) {
      const options = context.at('windowsOptions');
      if (!options.given) continue;
      if (os === 'linux') faults.push(options.fault("the pod's os is 'linux', and it has options for Windows", 'remove them'));
      checkOptions(faults, options);
    }
    if (os === 'windows') checkWindows(faults, pod);
    checkHostProcess(faults, pod);
  },
);

function checkWindows(faults: Fault[], pod: PodFields): void {
  const foreign = [
    ...ofLinuxPods.map(path => pod.spec.at(...path)),
    ...allContainers(pod).flatMap(container => ofLinuxContainers.map(name => container.at('securityContext', name))),
    ...['hostPID', 'hostIPC'].map(name => pod.spec.at(name)).filter(field => field.on),
    ...[pod.spec.at('securityContext', 'sysctls')].filter(({ size }) => size > 0),
  ];
  for (const field of foreign)
    if (field.given) faults.push(field.fault(`the pod's os is 'windows', and Windows does not support ${field.name}`, 'remove it'));
}

function checkOptions(faults: Fault[], options: Field): void {
  const name = options.at('gmsaCredentialSpecName');
  if (name.given && !dnsSubdomain.fits(name.text))
    faults.push(name.fault(`gmsaCredentialSpecName ${quoted(name.text)} is not ${dnsSubdomain.is}`, 'correct it'));
  const spec = options.at('gmsaCredentialSpec');
  if (spec.given && (spec.text === '' || spec.text.length > mostSpec))
    faults.push(spec.fault('gmsaCredentialSpec is empty or longer than 64 KiB', 'correct it'));
  const user = options.at('runAsUserName');
  if (user.given && !isUser(user.text))
    faults.push(
      user.fault(`runAsUserName ${quoted(user.text)} is not a Windows user name`, "write it like 'ContainerUser', or with its domain"),
    );
}

const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const domainName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

function isUser(text: string): boolean {
  const parts = text.split('\\');
  const user = parts.at(-1) ?? '';
  const domain = parts.length > 1 ? (parts[0] ?? '') : undefined;
  if (parts.length > 2 || /\p{Cc}/u.test(text) || user === '' || user.length > 104) return false;
  if (domain !== undefined && (domain.length >= 256 || !(netBios.test(domain) || domainName.test(domain)))) return false;
  return !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
}

/** With hostProcess, all containers of a pod are processes of the node, on the node's network. */
function checkHostProcess(faults: Fault[], pod: PodFields): void {
  const { spec } = pod;
  const ofPod = spec.at('securityContext', 'windowsOptions', 'hostProcess');
  const containers = allContainers(pod);
  let count = 0;
  for (const container of containers) {
    const own = container.at('securityContext', 'windowsOptions', 'hostProcess');
    if (own.given && ofPod.given && own.value !== ofPod.value)
      faults.push(own.fault(`hostProcess is ${own.on}, and the pod's is ${ofPod.on}`, 'set it once'));
    if (own.given ? own.on : ofPod.on) count += 1;
  }
  if (count === 0) return;
  if (count < containers.length)
    faults.push(spec.fault(`${count} of ${containers.length} containers have hostProcess`, 'set it for all of them, or for none'));
  if (!spec.at('hostNetwork').on) faults.push(spec.fault("hostProcess needs the node's network", 'set hostNetwork: true'));
}
