import { peerTlsOf, systemParts } from '../../manifests/pods/system-objects';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { listAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** The flags of etcd for mutual TLS between peers, with the required end of each value. */
const flags: readonly (readonly [name: string, end: string])[] = [
  ['peer-cert-file', '/tls.crt'],
  ['peer-key-file', '/tls.key'],
  ['peer-trusted-ca-file', '/ca.crt'],
  ['peer-client-cert-auth', 'true'],
];

/** etcd peers authenticate each other by certificates. */
export const mutualTls = unitRule(
  {
    name: 'tls/mutual',
    severity: 'error',
    demands:
      'If peers use TLS, etcd members have flags for a certificate, its key and the root of the others, and require a certificate from each peer.',
    why: 'Without --peer-client-cert-auth, any client that reaches the peer port is accepted without a certificate. Without the files, no peer can connect.',
    source: 'etcd documentation, "Transport security model"; server/embed/config.go.',
  },
  unit => {
    if (unit.system?.engine.name !== 'etcd') return [];
    return systemParts(unit).flatMap((part): readonly ManifestFound[] => {
      const { mode = 'off' } = peerTlsOf(part) ?? {};
      const { members } = part;
      if (mode === 'off') return [];
      const template = members && podTemplate(members);
      const container = template && containersOf(template).find(({ init, data }) => !init && listAt(data, 'args').length > 0);
      if (!template || !container) return [];
      const args = listAt(container.data, 'args').map(arg => (typeof arg === 'string' ? arg : ''));
      return flags.flatMap(([name, end]): readonly ManifestFound[] => {
        const position = args.findIndex(arg => arg === `--${name}` || arg.startsWith(`--${name}=`));
        const value = args[position]?.split('=')[1] ?? (end === 'true' ? 'true' : (args[position + 1] ?? ''));
        if (position >= 0 && (value === end || (end !== 'true' && value.endsWith(end)))) return [];
        const path = [...container.path, 'args', ...(position >= 0 ? [position] : [])];
        const problem = position >= 0 ? `--${name} is '${value}'` : `it has no --${name}, although its peers use TLS`;
        return [
          {
            object: template.object,
            path,
            problem,
            fix: end === 'true' ? `set --${name}=true` : `set --${name} to the file ${end.slice(1)} of its certificate`,
          },
        ];
      });
    });
  },
);
