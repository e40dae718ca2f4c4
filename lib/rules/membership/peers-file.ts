import { PeersFile } from '../../domain/discovery';
import type { EnginePort } from '../../domain/engine';
import { objectOf } from '../../manifests/objects/cluster-objects';
import { type MemberPool, settingOf, settingsOf } from '../../manifests/pods/member-pool';
import { configSources } from '../../manifests/pods/settings';
import type { TemplateContainer } from '../../manifests/pods/workload';
import { listAt, objectAt, textAt } from '../../manifests/yaml/json';
import type { GroupDocument } from '../../plan/document/system-document';
import { unreadInputs } from '../bootstrap/unread';
import { plannedMemberRule } from '../member-rule';
import type { ManifestFound } from '../rule';
import { fieldOf } from '../subject';
import { untold } from '../untold';
import { peerList } from './peer-list';

/** A member that reads its peers from a file finds that file. */
export const peersFile = plannedMemberRule(
  {
    name: 'membership/peers-file',
    severity: 'error',
    demands:
      'Before the member starts, an init container or a mount puts the file of PEERS_FILE from the bootstrap ConfigMap where the member reads it. The file names all voters.',
    why: 'Without the file a member does not start, or starts alone and forms a group of its own.',
    source: 'Kubernetes, "Init Containers" and "Volumes"; PeerDiscovery.initContainer of this package.',
    follows: [peerList, unreadInputs],
  },
  (pool, { system, group }) => {
    const setting = settingOf(pool, 'peers-file');
    if (!setting) {
      // Other programs find their peers in their own way.
      if (system.discovery !== 'init-container' || !pool.containers.some(isDiscovery) || namesFile(pool)) return [];
      const problem = 'an init container copies the list of peers for the members, and no PEERS_FILE says where it is';
      return [{ path: [...pool.member.path, 'env'], ...untold(pool, 'PEERS_FILE'), problem, fix: 'set PEERS_FILE to the file' }];
    }
    const problem = cannotRead(setting.value, pool);
    if (problem === undefined) return lacking(setting.value, pool, group, system.engine.ports);
    const { object, template, containers } = pool;
    const reads = [
      fieldOf(object, ...template.specPath, 'volumes'),
      ...containers.map(({ path }) => fieldOf(object, ...path, 'volumeMounts')),
    ];
    return [
      { path: setting.path, problem: `${setting.name} is ${setting.value}, and ${problem}`, fix: 'mount or copy the file there', reads },
    ];
  },
);

/** Whether an argument of the user's own program names the file. */
const namesFile = (pool: MemberPool): boolean =>
  settingsOf(pool).some(({ source, value }) => source === 'argument' && value.includes(`${PeersFile.folder}/${PeersFile.name}`));

/** The mounted folders of a container, and the volume of each. */
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
    return starts(container) && hasWord(line, `${target}/${name}`) && sources.some(source => hasWord(line, source));
  });
  return copies ? undefined : `no init container copies it there from a ConfigMap that it mounts`;
}

/** The init container that copies the list of peers. */
const isDiscovery = ({ init, name }: TemplateContainer): boolean => init && name === 'discover-peers';

/** Whether a command line has exactly this word. */
const hasWord = (line: string, word: string): boolean => line.split(/[\s;&|'"]+/).includes(word);

/** Whether a container's command can start: its first word is not an option, and a shell has -c if and only if a line follows. */
function starts({ data }: TemplateContainer): boolean {
  const [first, second] = listAt(data, 'command');
  if (first === undefined) return true;
  const shell = /(^|\/)(ba|da|a|z|k)?sh$/.test(`${first}`);
  return !`${first}`.startsWith('-') && shell === /^-\w*c$/.test(typeof second === 'string' ? second : '');
}

/** A finding about voters that the file in the bootstrap ConfigMap does not name with the port for peers. */
function lacking(file: string, pool: MemberPool, group: GroupDocument, engine: readonly EnginePort[]): readonly ManifestFound[] {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const ports = engine.filter(({ serves }) => serves.includes('peers')).map(({ port }) => port);
  const map = listAt(pool.template.spec, 'volumes')
    .flatMap(configSources)
    .map(source => objectOf(pool.cluster, 'ConfigMap', textAt(source, 'name') ?? '', pool.object.namespace))
    .find(object => textAt(object?.data, 'data', name) !== undefined);
  if (!map) return [];
  const named = new Set((textAt(map.data, 'data', name) ?? '').split(/[^\w.:-]+/));
  const missing = group.members.filter(({ role, host }) => role === 'voter' && !ports.some(port => named.has(`${host}:${port}`)));
  if (missing.length === 0) return [];
  const problem = `${name} does not name ${missing.map(({ host }) => host).join(', ')} at port ${ports.join(', ')}`;
  return [{ object: map, path: ['data', name], problem, fix: 'name all voters of the group' }];
}

/** The files of ConfigMaps in a volume; undefined if the pod has no such volume. */
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
