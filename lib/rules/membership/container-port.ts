import { listAt, numberAt, textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** A container port with the name of an engine's port has its number. */
export const containerPort = plannedMemberRule(
  {
    name: 'membership/container-port',
    severity: 'error',
    demands: "A port of a member's container with the name of an engine's port also has its number.",
    why: 'Services and probes look the port up by its name and connect to its number. If the engine does not listen there, no client or peer reaches the member.',
    source: 'Kubernetes pkg/api/v1/pod/util.go FindPort: the target of a Service is looked up by name and gives the number.',
  },
  ({ member }, { system }) => {
    const planned = new Map(system.engine.ports.map(({ name, port }) => [name, port]));
    return listAt(member.data, 'ports').flatMap((given, position) => {
      const name = textAt(given, 'name') ?? '';
      const number = numberAt(given, 'containerPort');
      const wanted = planned.get(name);
      if (wanted === undefined || number === undefined || number === wanted) return [];
      return [
        {
          path: [...member.path, 'ports', position, 'containerPort'],
          problem: `port ${name} of container ${member.name} is ${number}, and ${system.engine.name} listens on ${wanted}`,
          fix: `set it to ${wanted}`,
        },
      ];
    });
  },
);
