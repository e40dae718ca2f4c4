import { mustBeOneOf, mustDiffer, mustFit, present } from '../../manifests/api/checks';
import { descendingPath, dnsLabel } from '../../manifests/api/forms';
import { allContainers, type PodFields } from '../../manifests/api/pod-fields';
import { sourceChecks } from '../../manifests/api/volumes';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

/** The form of volumes and mounts. */
export const podVolume = serverPodRule(
  {
    name: 'api/volume',
    demands: 'Each mount names a volume or a claim template, and has a path of its own. Each volume has one source.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source:
      'Kubernetes pkg/apis/core/validation/validation.go: ValidateVolumes, ValidateVolumeMounts, ValidateVolumeDevices; pkg/apis/apps/validation/validation.go: volumesToAddForTemplates.',
  },
  (faults, pod) => {
    const volumes = known(pod);
    checkVolumes(faults, pod, volumes.templates);
    for (const container of allContainers(pod)) {
      const mounts = container.at('volumeMounts').items;
      const devices = container.at('volumeDevices').items;
      checkMounts(faults, container, mounts, volumes);
      if (devices.length > 0) checkDevices(faults, devices, mounts, volumes);
    }
  },
);

interface Known {
  /** The list of volumes. */
  readonly volumes: Field;
  /** Whether a volume has no name: a mount may refer to that volume. */
  readonly unnamed: boolean;
  /** Names that mounts may have. */
  readonly names: ReadonlySet<string>;
  /** Names of claim templates. A volume with the same name is ignored. */
  readonly templates: ReadonlySet<string>;
  /** Names that devices may have. */
  readonly claims: ReadonlySet<string>;
}

function known({ kind, object, spec }: PodFields): Known {
  const templates = new Set<string>();
  if (kind === 'StatefulSet')
    for (const template of object.at('spec', 'volumeClaimTemplates').items) templates.add(template.at('metadata', 'name').text);
  const names = new Set(templates);
  const claims = new Set(templates);
  for (const volume of spec.at('volumes').items) {
    names.add(volume.at('name').text);
    if (present(volume, ['persistentVolumeClaim', 'ephemeral']).length > 0) claims.add(volume.at('name').text);
  }
  return { volumes: spec.at('volumes'), unnamed: names.has(''), names, templates, claims };
}

function checkVolumes(faults: Fault[], { kind, object, spec }: PodFields, templates: ReadonlySet<string>): void {
  if (kind === 'StatefulSet')
    for (const template of object.at('spec', 'volumeClaimTemplates').items) {
      const name = template.at('metadata', 'name');
      if (!dnsLabel.fits(name.text))
        faults.push(name.fault(`the claim template's name ${quoted(name.text)} is not ${dnsLabel.is}`, 'rename the template'));
    }
  const volumes = spec.at('volumes').items.filter(volume => !templates.has(volume.at('name').text));
  mustDiffer(
    faults,
    volumes.map(volume => volume.at('name')),
    'volume',
  );
  for (const volume of volumes) {
    mustFit(faults, volume.at('name'), dnsLabel, 'rename the volume');
    const sources = volume.entries.filter(([key, source]) => key !== 'name' && source.given);
    // A volume without a source is an empty directory.
    if (sources.length > 1)
      faults.push(volume.fault(`the volume has ${sources.map(([key]) => key).join(' and ')}`, 'keep one of them: a volume has one source'));
    for (const [key, source] of sources) if (Object.hasOwn(sourceChecks, key)) sourceChecks[key]?.(faults, source);
  }
}

function checkMounts(faults: Fault[], container: Field, mounts: readonly Field[], { volumes, unnamed, names }: Known): void {
  const paths = new Set<string>();
  for (const mount of mounts) {
    const name = mount.at('name');
    if (name.text !== '' && !names.has(name.text) && !unnamed) {
      const fault = name.fault(`the pod has no volume ${quoted(name.text)}`, 'add it, or correct the name');
      faults.push({ ...fault, fields: [[...volumes.path, name.text], fault.path] });
    }
    const path = mount.at('mountPath');
    if (path.text !== '' && paths.has(path.text))
      faults.push(path.fault(`two mounts have the path ${quoted(path.text)}`, 'use different paths'));
    paths.add(path.text);
    const below = mount.at('subPath');
    const expression = mount.at('subPathExpr');
    mustFit(faults, below, descendingPath, 'write a path below the volume');
    mustFit(faults, expression, descendingPath, 'write a path below the volume');
    if (below.text !== '' && expression.text !== '') faults.push(mount.fault('the mount has subPath and subPathExpr', 'keep one of them'));
    checkPropagation(faults, container, mount);
  }
}

function checkPropagation(faults: Fault[], container: Field, mount: Field): void {
  const propagation = mount.at('mountPropagation');
  mustBeOneOf(faults, propagation, ['None', 'HostToContainer', 'Bidirectional']);
  if (propagation.text === 'Bidirectional' && !container.at('securityContext', 'privileged').on)
    faults.push(propagation.fault('only a privileged container may use Bidirectional', 'use HostToContainer'));
  const recursive = mount.at('recursiveReadOnly');
  mustBeOneOf(faults, recursive, ['Disabled', 'IfPossible', 'Enabled']);
  if (recursive.text !== 'Enabled' && recursive.text !== 'IfPossible') return;
  if (!mount.at('readOnly').on) faults.push(recursive.fault('recursiveReadOnly is only for read-only mounts', 'set readOnly: true'));
  if (propagation.given && propagation.text !== 'None')
    faults.push(recursive.fault(`recursiveReadOnly excludes mountPropagation ${propagation.text}`, 'keep one of them'));
}

function checkDevices(faults: Fault[], devices: readonly Field[], mounts: readonly Field[], { names, claims }: Known): void {
  mustDiffer(
    faults,
    devices.map(device => device.at('name')),
    'device',
  );
  const mounted = new Set(mounts.flatMap(mount => [`name ${mount.at('name').text}`, `path ${mount.at('mountPath').text}`]));
  for (const device of devices) {
    const name = device.at('name');
    const path = device.at('devicePath');
    if (name.text !== '' && !claims.has(name.text))
      faults.push(
        name.fault(
          names.has(name.text) ? 'only a claim can be a device' : `the pod has no volume ${quoted(name.text)}`,
          'name a volume of a claim',
        ),
      );
    if (path.text.split('/').includes('..'))
      faults.push(path.fault(`the path ${quoted(path.text)} has '..' in it`, "write it without '..'"));
    if (mounted.has(`name ${name.text}`) || mounted.has(`path ${path.text}`))
      faults.push(device.fault('a mount has the same name or path', 'remove the mount or the device'));
  }
}
