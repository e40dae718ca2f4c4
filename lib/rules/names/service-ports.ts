import { clientServiceOf, governingServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { listAt, numberAt, textAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { fieldOf } from '../subject';

/** The Services of a system have the engine's ports under the engine's names. */
export const servicePorts = unitRule(
  {
    name: 'names/service-ports',
    severity: 'error',
    demands:
      "The Service of the members has each of the engine's ports for peers and clients under its name and number; the one of the clients has those for clients, and none for peers alone.",
    why: 'The name of a port is a label of its SRV record, so members that look for another one find nobody; a number that differs is not where anybody listens; and a port for peers that clients reach lets them speak Raft.',
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
    const fix = `give it port ${port} under the name '${name}'`;
    if (position === -1) {
      const [only] = ports.length === 1 && needed.length === 1 ? ports : [];
      const said = only === undefined ? '' : `, only ${textAt(only, 'name') ? `'${textAt(only, 'name')}'` : 'one without a name'}`;
      found.push({ object, path: ['spec', 'ports'], problem: `it has no port '${name}'${said}`, fix });
    } else if (numberAt(ports[position], 'port') !== port) {
      const problem = `its port '${name}' is ${numberAt(ports[position], 'port') ?? 'no number'}, and the engine's is ${port}`;
      found.push({ object, path: ['spec', 'ports', position, 'port'], problem, fix });
    }
  }
  for (const { name, port } of unwanted) {
    const position = ports.findIndex(
      each => numberAt(each, 'port') === port || textAt(each, 'targetPort') === name || numberAt(each, 'targetPort') === port,
    );
    if (position === -1) continue;
    const problem = `it leads clients to port ${port} ('${name}'), which is for peers`;
    found.push({ object, path: ['spec', 'ports', position], problem, fix: 'take the port out' });
  }
  return found.map(each => ({ ...each, reads: [fieldOf(object, 'spec', 'ports')] }));
}
