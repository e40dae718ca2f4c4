import { type AppliedObject, objectText } from '../../manifests/objects/applied-object';
import { containersOf, type PodTemplate, podTemplate, type TemplateContainer } from '../../manifests/pods/workload';
import { peerCertificates, secretOf } from '../../manifests/security/certificates';
import { type Json, listAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { type ManifestFound, unitRule } from '../rule';
import { fieldOf, given, item, nameless } from '../subject';

/** Members mount their certificate where they read it. */
export const certificateMount = unitRule(
  {
    name: 'tls/mount',
    severity: 'error',
    demands: 'The members mount the Secret of their Certificate at the folder that their arguments name.',
    why: 'Pods with a missing Secret do not start. A member does not start if the folder is missing. Peers refuse the certificate of another program.',
    source:
      'Kubernetes documentation, "Secrets"; cert-manager documentation, "Certificate resource": the Secret has tls.crt, tls.key and ca.crt.',
  },
  unit =>
    peerCertificates(unit).flatMap(({ part: { members }, tls, certificates }): readonly ManifestFound[] => {
      const template = members && tls.mode !== 'off' ? podTemplate(members) : undefined;
      const [first] = certificates;
      if (!template || !first) return [];
      const secrets = new Set(certificates.map(secretOf));
      const volumes = listAt(template.spec, 'volumes').map((volume, position) => ({ volume, position }));
      const own = volumes.filter(({ volume }) => secretsIn(volume).some(name => secrets.has(name)));
      const object = template.object;
      if (own.length === 0) {
        const other = volumes.find(({ volume }) => textAt(volume, 'secret', 'secretName') !== undefined);
        const path = [...template.specPath, 'volumes', ...(other ? [other.position, 'secret', 'secretName'] : [])];
        const mounted = other ? `only '${textAt(other.volume, 'secret', 'secretName')}'` : 'no Secret';
        const problem = `it mounts ${mounted}, and ${objectText(first)} is in Secret '${secretOf(first)}'`;
        const about = [secretOf(first) === '' ? given(first, 'spec', 'secretName') : given(object, ...path)];
        return [
          {
            object,
            path,
            problem,
            fix: `mount Secret '${secretOf(first)}'`,
            about,
            reads: [fieldOf(first, 'spec', 'secretName'), fieldOf(object, ...template.specPath, 'volumes')],
          },
        ];
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

/** The Secrets that a volume has, alone or beside something else. */
const secretsIn = (volume: Json): readonly string[] =>
  [
    textAt(volume, 'secret', 'secretName'),
    ...listAt(volume, 'projected', 'sources').map(source => textAt(source, 'secret', 'name')),
  ].flatMap(name => name ?? []);

/** The files of a certificate that a volume brings. A ConfigMap beside the Secret has the authorities. */
function filesIn(volume: Json): readonly string[] {
  const sources = [volume, ...listAt(volume, 'projected', 'sources')];
  return sources.flatMap(source => {
    if (valueAt(source, 'configMap') !== undefined) return ['ca.crt'];
    if (valueAt(source, 'secret') === undefined) return [];
    const items = listAt(source, 'secret', 'items');
    return items.length > 0 ? items.map(item => textAt(item, 'path') ?? '') : ['tls.crt', 'tls.key', 'ca.crt'];
  });
}

/** Findings about files in the arguments of a container that no mount of the certificate provides. */
function unreachable(container: TemplateContainer, { object }: PodTemplate, volumes: readonly Json[]): readonly ManifestFound[] {
  const names = new Map(volumes.map(volume => [textAt(volume, 'name') ?? '', volume]));
  const files = new Set<string>();
  for (const mount of listAt(container.data, 'volumeMounts')) {
    const volume = names.get(textAt(mount, 'name') ?? '');
    const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
    if (volume === undefined) continue;
    const brought = filesIn(volume);
    if (valueAt(mount, 'subPath') !== undefined) files.add(folder);
    else for (const file of brought) files.add(`${folder}/${file}`);
  }
  return (['args', 'command'] as const).flatMap(list =>
    listAt(container.data, list).flatMap((arg, position): readonly ManifestFound[] => {
      const file = typeof arg === 'string' ? /(\/[^\s=]*\/(?:tls\.crt|tls\.key|ca\.crt))$/.exec(arg)?.[1] : undefined;
      if (file === undefined || files.has(file)) return [];
      const path: Path = [...container.path, list, position];
      const problem = `container ${container.name} reads ${file}, and the Secret of its certificate is not mounted there`;
      const fix = 'mount the Secret at that folder, or name the folder of the mount';
      return [{ object, path, problem, fix, ...unmounted(file.slice(0, file.lastIndexOf('/')), container, object, [...names.keys()]) }];
    }),
  );
}

/** The subject of findings about a missing mount: one fault for all files of the folder. */
function unmounted(
  folder: string,
  { path, data }: TemplateContainer,
  object: AppliedObject,
  volumes: readonly string[],
): Pick<ManifestFound, 'about' | 'reads'> {
  const mounts: Path = [...path, 'volumeMounts'];
  const list = [...path.slice(0, -2), 'volumes'];
  const near = listAt(data, 'volumeMounts').flatMap((mount, position) =>
    volumes.includes(textAt(mount, 'name') ?? '') || textAt(mount, 'mountPath') === folder ? [fieldOf(object, ...mounts, position)] : [],
  );
  const names = listAt(data, 'volumeMounts').flatMap(mount => (textAt(mount, 'mountPath') === folder ? (textAt(mount, 'name') ?? '') : []));
  const incomplete = listAt(data, 'volumeMounts').flatMap((mount, position) =>
    textAt(mount, 'mountPath') && textAt(mount, 'name') ? [] : [fieldOf(object, ...mounts, position)],
  );
  return {
    about: [given(object, ...mounts, folder)],
    reads: [...near, ...incomplete, ...names.map(name => item(object, list, name)), ...nameless(object, list)],
  };
}
