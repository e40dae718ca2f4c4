import { mayBeOneOf, mustBeWithin, mustDiffer, mustFit } from '../../manifests/api/checks';
import { portName } from '../../manifests/api/forms';
import type { Fault, Field } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

/** Protocols that ports can have. */
const protocols: readonly string[] = ['TCP', 'UDP', 'SCTP'];

/** The form of container ports. */
export const containerPort = serverPodRule(
  {
    name: 'api/port',
    demands:
      "Containers' ports are from 1 to 65535, have different names of at most 15 characters, and do not use the same port of the node.",
    why: 'The server refuses the pod, or the workload that creates it. Probes and Services find ports by these names.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateContainerPorts, checkHostPortConflicts; RFC 6335.',
  },
  (faults, { spec, containers, initContainers }) => {
    for (const container of containers) checkPorts(faults, container.at('ports').items);
    for (const container of initContainers) checkPorts(faults, container.at('ports').items);
    checkNodePorts(faults, containers, spec.at('hostNetwork').on);
    for (const container of initContainers) checkNodePorts(faults, [container], false);
  },
);

function checkPorts(faults: Fault[], ports: readonly Field[]): void {
  const names: Field[] = [];
  for (const port of ports) {
    const name = port.at('name');
    names.push(name);
    mustFit(faults, name, portName, 'shorten or rename the port');
    const number = port.at('containerPort');
    if (number.number !== 0) mustBeWithin(faults, number, 1, 65_535);
    const host = port.at('hostPort');
    if (host.number !== 0) mustBeWithin(faults, host, 1, 65_535);
    mayBeOneOf(faults, port.at('protocol'), protocols);
  }
  if (names.length > 1) mustDiffer(faults, names, 'port of a container');
}

function checkNodePorts(faults: Fault[], containers: readonly Field[], hostNetwork: boolean): void {
  const taken = new Set<string>();
  for (const container of containers)
    for (const port of container.at('ports').items) {
      const host = port.at('hostPort');
      if (!host.number) continue;
      if (hostNetwork && host.number !== port.at('containerPort').number)
        faults.push(
          host.fault(
            `hostPort is ${host.number}, and with hostNetwork the port on the node is the containerPort`,
            'set it to the containerPort',
          ),
        );
      const key = `${port.at('protocol').text || 'TCP'} ${port.at('hostIP').text} ${host.number}`;
      if (taken.has(key))
        faults.push(host.fault(`two ports of the pod use port ${host.number} of the node`, 'set different hostPorts, or none'));
      taken.add(key);
    }
}
