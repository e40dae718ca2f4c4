import { objectText } from '../../manifests/objects/applied-object';
import { containersOf, type PodTemplate, podTemplate, type TemplateContainer } from '../../manifests/pods/workload';
import { peerCertificates, secretOf } from '../../manifests/security/certificates';
import { type Json, listAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';

/** Members read the certificate that is made for them, from where they look for it. */
export const certificateMount = unitRule(
  {
    name: 'tls/mount',
    severity: 'error',
    demands: 'The members mount the Secret of their Certificate, at the folder that their arguments name.',
    why: 'A Secret that nobody makes keeps the pods from starting; a folder that is not there keeps the member from it; and a certificate of somebody else is refused by the peers.',
    source:
      'Kubernetes documentation, "Secrets"; cert-manager documentation, "Certificate resource": the Secret holds tls.crt, tls.key and ca.crt.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ part: { members }, certificates }): readonly ManifestFound[] => {
      const template = members && podTemplate(members);
      const [first] = certificates;
      if (!template || !first) return [];
      const secrets = new Set(certificates.map(secretOf));
      const volumes = listAt(template.spec, 'volumes').map((volume, position) => ({ volume, position }));
      const own = volumes.filter(({ volume }) => secrets.has(textAt(volume, 'secret', 'secretName') ?? ''));
      const object = template.object;
      if (own.length === 0) {
        const other = volumes.find(({ volume }) => textAt(volume, 'secret', 'secretName') !== undefined);
        const path = [...template.specPath, 'volumes', ...(other ? [other.position, 'secret', 'secretName'] : [])];
        const said = other ? `only '${textAt(other.volume, 'secret', 'secretName')}'` : 'no Secret';
        const problem = `it mounts ${said}, and ${objectText(first)} is kept in Secret '${secretOf(first)}'`;
        return [{ object, path, problem, fix: `mount Secret '${secretOf(first)}'` }];
      }
      return containersOf(template).flatMap(container =>
        unreachable(
          container,
          template,
          own.map(({ volume }) => volume),
        ),
      );
    }),
);

/** Files that a container is told to read, and that no mount of the certificate brings. */
function unreachable(container: TemplateContainer, { object }: PodTemplate, volumes: readonly Json[]): readonly ManifestFound[] {
  const names = new Map(volumes.map(volume => [textAt(volume, 'name') ?? '', volume]));
  const files = new Set<string>();
  for (const mount of listAt(container.data, 'volumeMounts')) {
    const volume = names.get(textAt(mount, 'name') ?? '');
    const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
    if (volume === undefined) continue;
    const items = listAt(volume, 'secret', 'items');
    const brought = items.length > 0 ? items.map(item => textAt(item, 'path') ?? '') : ['tls.crt', 'tls.key', 'ca.crt'];
    if (valueAt(mount, 'subPath') !== undefined) files.add(folder);
    else for (const file of brought) files.add(`${folder}/${file}`);
  }
  return (['args', 'command'] as const).flatMap(list =>
    listAt(container.data, list).flatMap((arg, position): readonly ManifestFound[] => {
      const file = typeof arg === 'string' ? /(\/[^\s=]*\/(?:tls\.crt|tls\.key|ca\.crt))$/.exec(arg)?.[1] : undefined;
      if (file === undefined || files.has(file)) return [];
      const path: Path = [...container.path, list, position];
      const problem = `container ${container.name} reads ${file}, where no Secret of its certificate is mounted`;
      return [{ object, path, problem, fix: 'mount the Secret at that folder, or name the folder where it is' }];
    }),
  );
}
