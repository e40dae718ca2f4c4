import { clientServiceOf, governingServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { listAt, numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { fieldOf } from '../subject';

/** The Services of a system have the engine's ports, with the engine's names. */
export const servicePorts = unitRule(
  {
    name: 'names/service-ports',
    severity: 'error',
    demands:
      "The Service for members has all ports of the engine for peers and clients, with the engine's names and numbers. The Service for clients has the ports for clients, and none that is only for peers.",
    why: 'The name of a port is a label of its SRV record, so members that look another name up find no peers. No process listens on another number. A port for peers that clients can reach lets them speak Raft.',
    source: 'Specification of DNS-based service discovery 1.1.0, section 2.3.2: SRV records carry the name of the port.',
  },
  unit =>
    systemParts(unit).flatMap((part): readonly ManifestFound[] => {
      const { members, cluster, system, seat } = part;
      const peers = members && governingServiceOf(members, cluster);
      const clients = seat.serves ? clientServiceOf(part) : undefined;
      const forClients = system.engine.ports.filter(({ serves }) => serves.includes('clients'));
      const forPeers = system.engine.ports.filter(({ serves }) => serves.includes('peers') || serves.includes('clients'));
      return [
        ...(peers ? differences(peers, forPeers, []) : []),
        ...(clients
          ? differences(
              clients,
              forClients,
              forPeers.filter(({ serves }) => !serves.includes('clients')),
            )
          : []),
      ];
    }),
);

interface Port {
  readonly name: string;
  readonly port: number;
}

function differences(
  object: NonNullable<ManifestFound['object']> & { readonly data: Parameters<typeof listAt>[0] },
  needed: readonly Port[],
  unwanted: readonly Port[],
): readonly ManifestFound[] {
  const ports = listAt(object.data, 'spec', 'ports');
  const found: ManifestFound[] = [];
  for (const { name, port } of needed) {
    const position = ports.findIndex(each => textAt(each, 'name') === name);
    const fix = `add port ${port} with the name '${name}'`;
    if (position === -1) {
      const [only] = ports.length === 1 && needed.length === 1 ? ports : [];
      const onlyText = only === undefined ? '' : `, only ${textAt(only, 'name') ? `'${textAt(only, 'name')}'` : 'one without a name'}`;
      found.push({ object, path: ['spec', 'ports'], problem: `it has no port '${name}'${onlyText}`, fix });
    } else if (numberAt(ports[position], 'port') !== port) {
      const problem = `its port '${name}' is ${numberAt(ports[position], 'port') ?? 'not a number'}, and the engine's is ${port}`;
      found.push({ object, path: ['spec', 'ports', position, 'port'], problem, fix });
    }
  }
  for (const { name, port } of unwanted) {
    const position = ports.findIndex(
      each => numberAt(each, 'port') === port || textAt(each, 'targetPort') === name || numberAt(each, 'targetPort') === port,
    );
    if (position === -1) continue;
    const problem = `it routes clients to port ${port} ('${name}'), which is for peers`;
    found.push({ object, path: ['spec', 'ports', position], problem, fix: 'remove the port' });
  }
  return found.map(each => ({ ...each, reads: [fieldOf(object, 'spec', 'ports')] }));
}
