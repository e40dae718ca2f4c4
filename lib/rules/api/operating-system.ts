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

/** What only one of the two systems knows. */
export const operatingSystem = serverPodRule(
  {
    name: 'api/operating-system',
    demands: 'A pod that names its operating system says nothing that only the other one knows, and options for Windows are whole.',
    why: 'The server refuses the pod, or what makes it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateLinux, validateWindows, validateWindowsSecurityContextOptions.',
  },
  (faults, pod) => {
    const { spec } = pod;
    const os = spec.at('os', 'name').text;
    const contexts = [spec, ...allContainers(pod)].map(owner => owner.at('securityContext'));
    for (const context of contexts) {
      const options = context.at('windowsOptions');
      if (!options.given) continue;
      if (os === 'linux') faults.push(options.fault("options for Windows in a pod whose os is 'linux'", 'take them away'));
      checkOptions(faults, options);
    }
    if (os === 'windows') checkWindows(faults, pod);
    checkHostProcess(faults, pod);
  },
);

function checkWindows(faults: Fault[], pod: PodFields): void {
  const foreign = [
    ...ofLinuxPods.map(way => pod.spec.at(...way)),
    ...allContainers(pod).flatMap(container => ofLinuxContainers.map(name => container.at('securityContext', name))),
    ...['hostPID', 'hostIPC'].map(name => pod.spec.at(name)).filter(field => field.on),
    ...[pod.spec.at('securityContext', 'sysctls')].filter(({ size }) => size > 0),
  ];
  for (const field of foreign)
    if (field.given) faults.push(field.fault(`${field.name} means nothing to Windows, and the pod's os is 'windows'`, 'take it away'));
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
    faults.push(user.fault(`runAsUserName ${quoted(user.text)} is no user of Windows`, "write it as 'ContainerUser', or with its domain"));
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

/** Containers that are processes of the node are so together, on the node's network. */
function checkHostProcess(faults: Fault[], pod: PodFields): void {
  const { spec } = pod;
  const ofPod = spec.at('securityContext', 'windowsOptions', 'hostProcess');
  const containers = allContainers(pod);
  let count = 0;
  for (const container of containers) {
    const own = container.at('securityContext', 'windowsOptions', 'hostProcess');
    if (own.given && ofPod.given && own.value !== ofPod.value)
      faults.push(own.fault(`hostProcess is ${own.on}, and the pod's is ${ofPod.on}`, 'say it once'));
    if (own.given ? own.on : ofPod.on) count += 1;
  }
  if (count === 0) return;
  if (count < containers.length)
    faults.push(spec.fault(`${count} of ${containers.length} containers are processes of the node`, 'make all of them so, or none'));
  if (!spec.at('hostNetwork').on) faults.push(spec.fault("processes of the node are on the node's network", 'give hostNetwork: true'));
}
