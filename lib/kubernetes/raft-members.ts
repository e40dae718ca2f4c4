import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PeersFile } from '../domain/discovery';
import type { EngineShutdown } from '../domain/engine';
import { appliedAnnotation } from '../plan/members/applied-mark';
import { bootstrapName, learnerPeerServiceName, peerServiceName } from '../plan/members/object-names';
import { probePeriodSeconds, readinessFailures, soakSeconds, startupSeconds } from '../plan/members/probes';
import { claimSpec, volumeName } from './grown-claims';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { peerTlsMounts, peerTlsVolumes, trustAnnotation } from './peer-trust';
import { type Container, kubernetes, type ObjectOf, type Plain, type PodSpec, type Volume } from './plain';
import { beforeStop, environment, handler, quantity, restrictedContainer, restrictedPod } from './pod';
import { confirmRemoval, Wave, wave, wavesOf } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';
import { guardFiles, guardVolume } from './volume-guard';

/** The Raft members of one cluster: a StatefulSet whose ordinals are unique in the fleet. */
export class RaftMembers extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, seat: RenderedSeat) {
    super(scope, id);
    new Manifest(this, 'members', kubernetes('StatefulSet', members(plan, seat)));
  }
}

function members(plan: RenderedSystem, seat: RenderedSeat): ObjectOf<'StatefulSet'> {
  const { pool, role } = seat;
  const labels = selector(plan, pool.role);
  return {
    metadata: {
      name: pool.name,
      namespace: plan.namespace,
      labels: { ...systemLabels(plan), ...labels },
      annotations: {
        ...wave(pool.role === 'learner' ? wavesOf(plan, seat).last : Wave.members),
        ...confirmRemoval,
        'georaft.io/role': role,
        'georaft.io/epoch': String(plan.state.epoch),
        ...(seat.mark === undefined ? {} : { [appliedAnnotation]: seat.mark }),
      },
    },
    spec: {
      replicas: pool.replicas,
      serviceName: pool.role === 'voter' ? peerServiceName(plan.name) : learnerPeerServiceName(plan.name),
      // With an ordered start, the first member would wait for a quorum that it cannot reach alone.
      podManagementPolicy: 'Parallel',
      ordinals: { start: pool.firstOrdinal },
      // Frozen: a new template replaces no member until the cluster is thawed. The partition counts from the first ordinal.
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: pool.thawed ? 0 : Math.max(pool.declared, 1) } },
      minReadySeconds: soakSeconds(seat.group.timing), // a restarted member catches up before the next one goes
      revisionHistoryLimit: 10,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      selector: { matchLabels: labels },
      template: memberTemplate(plan, seat),
      volumeClaimTemplates: [claim(seat)],
    },
  };
}

/** The pod template of members: whatever changes in it restarts them, once their cluster is thawed. */
export function memberTemplate(plan: RenderedSystem, seat: RenderedSeat): NonNullable<ObjectOf<'StatefulSet'>['spec']>['template'] {
  const labels = selector(plan, seat.pool.role);
  const annotations = trustAnnotation(seat);
  return {
    metadata: { labels: { ...systemLabels(plan), ...labels }, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: pod(plan, seat, labels),
  };
}

function pod(plan: RenderedSystem, seat: RenderedSeat, labels: Readonly<Record<string, string>>): PodSpec {
  const { config, cluster } = seat;
  const { engine, discovery } = plan.system;
  const first = [
    ...(seat.guard ? [guardVolume(seat.guard, config.dataPath, peerTlsMounts(seat))] : []),
    ...(discovery?.kind === 'init-container' ? [discoverPeers(discovery.image)] : []),
  ];
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: discovery?.kind === 'kubernetes-api',
    enableServiceLinks: false,
    terminationGracePeriodSeconds: graceSeconds(config.shutdown),
    securityContext: restrictedPod(config.user),
    ...(engine.pullSecret ? { imagePullSecrets: [{ name: engine.pullSecret }] } : {}),
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } },
      ...(cluster.zones.length > 1
        ? [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'DoNotSchedule',
              // Without it a zone without nodes would not count, and all members could be in one zone.
              minDomains: cluster.zones.length,
              labelSelector: { matchLabels: labels },
            },
          ]
        : []),
    ],
    ...(first.length > 0 ? { initContainers: first } : {}),
    containers: [member(plan, seat)],
    volumes: volumes(plan, seat),
  };
}

/** The grace period: Kubernetes counts it from the start of the termination, so a pause before the stop signal is included. */
const graceSeconds = ({ grace, before }: EngineShutdown): number =>
  grace.toSeconds() + (before?.kind === 'sleep' ? before.time.toSeconds() : 0);

function member(plan: RenderedSystem, seat: RenderedSeat): Container {
  const { config, pool, group, image } = seat;
  const { engine, resources, storage, discovery } = plan.system;
  const memory = resources ? quantity(resources.memory) : '512Mi';
  const timing = { periodSeconds: probePeriodSeconds, timeoutSeconds: probePeriodSeconds };
  return {
    name: engine.name,
    image,
    imagePullPolicy: 'IfNotPresent', // the image is pinned, so what is there is right
    ...(config.command ? { command: config.command } : {}),
    ...(config.args.length > 0 ? { args: config.args } : {}),
    ports: config.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
    env: [
      ...environment(config.env),
      // Read at the first start of a member; a change restarts no member.
      ...Object.keys(config.bootstrap).map(key => ({
        name: key,
        valueFrom: { configMapKeyRef: { name: bootstrapName(pool.name), key } },
      })),
    ],
    resources: { requests: { cpu: resources?.cpu ?? '250m', memory }, limits: { memory } },
    startupProbe: { ...handler(config.startup), ...timing, failureThreshold: Math.ceil(startupSeconds(storage) / probePeriodSeconds) },
    livenessProbe: { ...handler(config.liveness), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: {
      ...handler(config.readiness.handler),
      ...timing,
      failureThreshold: readinessFailures(config.readiness.needs, group.timing),
    },
    ...(config.shutdown.before ? { lifecycle: { preStop: beforeStop(config.shutdown.before) } } : {}),
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: volumeName, mountPath: config.dataPath },
      { name: 'tmp', mountPath: '/tmp' },
      ...peerTlsMounts(seat),
      ...(discovery?.kind === 'init-container' ? [{ name: 'config', mountPath: PeersFile.folder, readOnly: true }] : []),
    ],
  };
}

/**
 * The init container that writes the list of peers where the member reads it. It is the whole list, not the peers that
 * answer at that moment.
 */
const discoverPeers = (image: string): Container => ({
  name: 'discover-peers',
  image,
  imagePullPolicy: 'IfNotPresent',
  command: ['/bin/sh', '-c', `cp /bootstrap/${PeersFile.name} ${PeersFile.folder}/${PeersFile.name}`],
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
  securityContext: restrictedContainer,
  volumeMounts: [
    { name: 'bootstrap', mountPath: '/bootstrap', readOnly: true },
    { name: 'config', mountPath: PeersFile.folder },
  ],
});

function volumes({ system }: RenderedSystem, seat: RenderedSeat): readonly Volume[] {
  const { guard } = seat;
  const pool = seat.pool.name;
  return [
    { name: 'tmp', emptyDir: {} },
    ...peerTlsVolumes(seat),
    ...(system.discovery?.kind === 'init-container'
      ? [
          { name: 'bootstrap', configMap: { name: bootstrapName(pool), items: [{ key: PeersFile.name, path: PeersFile.name }] } },
          { name: 'config', emptyDir: {} },
        ]
      : []),
    ...(guard ? [guardFiles(pool)] : []),
  ];
}

/** The claim template of members. It includes the fields that the API server would add; otherwise Argo CD would always see a difference. */
const claim = ({
  volume: { mebibytes, storageClass },
}: RenderedSeat): Plain<k8s.KubePersistentVolumeClaimProps> & { apiVersion: string; kind: string } => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: volumeName, annotations: confirmRemoval },
  spec: claimSpec(mebibytes, storageClass),
});
