import { objectOf } from '../../manifests/cluster-objects';
import { listAt, objectAt, textAt } from '../../manifests/json';
import { type MemberPool, settingOf } from '../../manifests/member-pool';
import { configSources } from '../../manifests/settings';
import type { TemplateContainer } from '../../manifests/workload';
import { plannedMemberRule } from '../member-rule';

/** A member that reads its peers from a file finds the file. */
export const peersFile = plannedMemberRule(
  {
    name: 'membership/peers-file',
    severity: 'error',
    demands: 'The file that PEERS_FILE names is put where the member reads it, from the bootstrap ConfigMap, before the member starts.',
    why: 'Without the file a member does not start, or starts alone and forms a group of its own.',
    source: 'Kubernetes, "Init Containers" and "Volumes"; the requirements, mode 3 of discovery.',
  },
  pool => {
    const setting = settingOf(pool, 'peers-file');
    if (!setting) return [];
    const problem = cannotRead(setting.value, pool);
    return problem === undefined
      ? []
      : [{ path: setting.path, problem: `${setting.name} is ${setting.value}, and ${problem}`, fix: 'put it there' }];
  },
);

/** Folders that a container sees, and the volume behind each. */
const mounts = (container: TemplateContainer): readonly { readonly folder: string; readonly volume: string }[] =>
  listAt(container.data, 'volumeMounts').flatMap(mount => {
    const folder = textAt(mount, 'mountPath')?.replace(/\/$/, '');
    return folder === undefined ? [] : [{ folder, volume: textAt(mount, 'name') ?? '' }];
  });

function cannotRead(file: string, pool: MemberPool): string | undefined {
  const folder = file.replace(/\/[^/]*$/, '');
  const name = file.slice(folder.length + 1);
  const volume = mounts(pool.member).find(mount => mount.folder === folder)?.volume;
  if (volume === undefined) return `nothing is mounted at ${folder}`;
  const files = filesOf(pool, volume);
  if (files === undefined) return `there is no volume ${volume}`;
  if (files.includes(name)) return undefined;
  const writers = pool.containers.filter(container => container.init && mounts(container).some(mount => mount.volume === volume));
  if (writers.length === 0) return `no init container writes into volume ${volume}`;
  const copies = writers.some(container => {
    const target = mounts(container).find(mount => mount.volume === volume)?.folder;
    const line = [...listAt(container.data, 'command'), ...listAt(container.data, 'args')].join(' ');
    const sources = mounts(container).flatMap(mount => (filesOf(pool, mount.volume) ?? []).map(each => `${mount.folder}/${each}`));
    return line.includes(`${target}/${name}`) && sources.some(source => line.includes(source));
  });
  return copies ? undefined : `no init container copies it there from a ConfigMap that it mounts`;
}

/** The files that ConfigMaps put into a volume; undefined where the pod has no such volume. */
function filesOf({ template, object, cluster }: MemberPool, name: string): readonly string[] | undefined {
  const volume = listAt(template.spec, 'volumes').find(each => textAt(each, 'name') === name);
  if (volume === undefined) return undefined;
  return configSources(volume).flatMap(source => {
    const items = listAt(source, 'items');
    const all = (): readonly string[] =>
      Object.keys(objectAt(objectOf(cluster, 'ConfigMap', textAt(source, 'name') ?? '', object.namespace)?.data, 'data'));
    return items.length > 0 ? items.flatMap(item => textAt(item, 'path') ?? []) : all();
  });
}
