import { isAddress } from '../../manifests/api/addresses';
import { mayBeOneOf, mustBeOneOf, mustBeWithin, mustFit } from '../../manifests/api/checks';
import { dnsLabel, dnsSubdomain, qualifiedName, searchDomain } from '../../manifests/api/forms';
import { allContainers, type PodFields } from '../../manifests/api/pod-fields';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';
import { requiredField } from './required';

const mostServers = 3;
const mostSearches = 32;

/** The form of a pod as a whole. */
export const podForm = serverPodRule(
  {
    name: 'api/pod',
    demands: 'A pod has the restart policy that its kind demands, and valid names of hosts, accounts and classes.',
    why: 'The server refuses the pod, or the workload that creates it: for example a StatefulSet whose pods would not restart.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: ValidatePodSpec; pkg/apis/apps and pkg/apis/batch validation.',
    follows: [requiredField],
  },
  (faults, pod) => {
    const { spec, kind } = pod;
    checkRestart(faults, pod);
    mayBeOneOf(faults, spec.at('dnsPolicy'), ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']);
    mustBeOneOf(faults, spec.at('preemptionPolicy'), ['PreemptLowerPriority', 'Never']);
    mayBeOneOf(faults, spec.at('os', 'name'), ['linux', 'windows']);
    mustFit(faults, spec.at('serviceAccountName'), dnsSubdomain, 'write a valid ServiceAccount name');
    if (spec.at('serviceAccountName').text === '')
      mustFit(faults, spec.at('serviceAccount'), dnsSubdomain, 'write a valid ServiceAccount name');
    mustFit(faults, spec.at('priorityClassName'), dnsSubdomain, 'write a valid PriorityClass name');
    mustFit(faults, spec.at('nodeName'), dnsSubdomain, 'write a valid node name');
    const runtime = spec.at('runtimeClassName');
    if (runtime.given && !dnsSubdomain.fits(runtime.text))
      faults.push(runtime.fault(`${quoted(runtime.text)} is not a valid name of a RuntimeClass`, 'correct it, or remove it'));
    // The controller of a StatefulSet sets both.
    if (kind !== 'StatefulSet') for (const name of ['hostname', 'subdomain']) mustFit(faults, spec.at(name), dnsLabel, 'write one label');
    for (const gate of spec.at('readinessGates').items)
      mustFit(faults, gate.at('conditionType'), qualifiedName, 'write a valid condition name');
    checkHosts(faults, spec);
    checkDns(faults, spec);
    checkOwnUsers(faults, pod);
  },
);

function checkRestart(faults: Fault[], { kind, spec }: PodFields): void {
  const policy = spec.at('restartPolicy');
  const deadline = spec.at('activeDeadlineSeconds');
  const grace = spec.at('terminationGracePeriodSeconds');
  // The server changes a negative value in a Pod, and keeps it in a template.
  if (kind === 'Pod' && (grace.number ?? 0) < 0)
    faults.push(
      grace.fault(`terminationGracePeriodSeconds is ${grace.number}, which the server changes to 1`, 'set it to the intended seconds'),
    );
  if (kind === 'Pod') mayBeOneOf(faults, policy, ['Always', 'OnFailure', 'Never']);
  else if (kind === 'Job' || kind === 'CronJob') {
    if (policy.text === '' || policy.text === 'Always')
      faults.push(
        policy.fault("restartPolicy is 'Always', so the pods of a Job would restart without end", "write 'OnFailure' or 'Never'"),
      );
    else mustBeOneOf(faults, policy, ['OnFailure', 'Never']);
  } else {
    mayBeOneOf(faults, policy, ['Always']);
    if (deadline.given) faults.push(deadline.fault(`the pods of a ${kind} may have no deadline`, 'remove it'));
    return;
  }
  mustBeWithin(faults, deadline, 1, 2 ** 31 - 1);
}

function checkHosts(faults: Fault[], spec: Field): void {
  for (const alias of spec.at('hostAliases').items) {
    const ip = alias.at('ip');
    if (ip.text !== '' && !isAddress(ip.text)) faults.push(ip.fault(`${quoted(ip.text)} is not an IP address`, 'correct it'));
    for (const name of alias.at('hostnames').items)
      if (!dnsSubdomain.fits(name.text)) faults.push(name.fault(`${quoted(name.text)} is not ${dnsSubdomain.is}`, 'correct it'));
  }
}

function checkDns(faults: Fault[], spec: Field): void {
  const config = spec.at('dnsConfig');
  const servers = config.at('nameservers');
  if (spec.at('dnsPolicy').text === 'None' && servers.size === 0)
    faults.push(spec.at('dnsPolicy').fault("dnsPolicy is 'None', and dnsConfig has no nameservers", 'add one'));
  if (servers.size > mostServers)
    faults.push(servers.fault(`there are ${servers.size} nameservers`, `keep ${mostServers}: resolvers use no more`));
  for (const server of servers.items)
    if (!isAddress(server.text)) faults.push(server.fault(`${quoted(server.text)} is not an IP address`, 'correct it'));
  const searches = config.at('searches');
  if (searches.size > mostSearches) faults.push(searches.fault(`there are ${searches.size} search domains`, `keep ${mostSearches}`));
  for (const search of searches.items) {
    const name = search.text === '.' ? 'root' : search.text.replace(/\.$/, '');
    if (!searchDomain.fits(name)) faults.push(search.fault(`${quoted(search.text)} is not ${searchDomain.is}`, 'correct it'));
  }
  for (const option of config.at('options').items)
    if (option.at('name').text === '') faults.push(option.fault('an option has no name', 'name it'));
}

/** With `hostUsers: false` a pod may not use the node's devices, network, processes or IPC. */
function checkOwnUsers(faults: Fault[], pod: PodFields): void {
  const { spec } = pod;
  if (spec.at('hostUsers').value !== false) return;
  for (const container of allContainers(pod)) {
    const devices = container.at('volumeDevices');
    if (devices.size > 0) faults.push(devices.fault('devices exclude hostUsers: false', 'keep one of them'));
  }
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (spec.at(name).on) faults.push(spec.at(name).fault(`${name} excludes hostUsers: false`, 'keep one of them'));
}
