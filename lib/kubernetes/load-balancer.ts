import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { Metadata } from '../domain/kubernetes-object';
import { configChecksum, configChecksumAnnotation, haproxyFile, haproxyFolder } from '../plan/balancer/balancer-files';
import { balancerPaths, balancerResources, haproxyConfig } from '../plan/balancer/haproxy-config';
import type { BalancerPlan, BalancerSite } from '../plan/model/balancer-plan';
import { BalancerService } from './balancer-service';
import { selector, systemLabels } from './labels';
import { Manifest } from './manifest';
import { type Container, kubernetes, type LifecycleHandler, type PodSpec } from './plain';
import { quantity, restrictedContainer, restrictedPod } from './pod';
import { Wave, wave } from './sync';
import type { RenderedSystem } from './unit-plan';

/** The user that HAProxy's own image runs it as. */
const user = 99;

/** The load balancers of a system in one cluster: HAProxy, its configuration, its Service, and its disruption budget. */
export class LoadBalancer extends Construct {
  constructor(scope: Construct, id: string, plan: RenderedSystem, balancer: BalancerPlan, place: BalancerSite) {
    super(scope, id);
    const config = haproxyConfig(balancer, place.cluster);
    const labels = selector(plan, 'balancer');
    const named = (at: number): Metadata => ({
      name: balancer.name,
      namespace: plan.namespace,
      labels: systemLabels(plan),
      annotations: wave(at),
    });
    new Manifest(this, 'config', kubernetes('ConfigMap', { metadata: named(Wave.foundation), data: { [haproxyFile]: config } }));
    new BalancerService(this, 'service', plan, balancer, place);
    new Manifest(
      this,
      'budget',
      kubernetes('PodDisruptionBudget', {
        metadata: named(Wave.names),
        // One that leads nobody anywhere is in nobody's way.
        spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: labels } },
      }),
    );
    new Manifest(
      this,
      'deployment',
      kubernetes('Deployment', {
        // Not ready before members are, and not to wait for them: `wavesOf` says why.
        metadata: named(Wave.members),
        spec: {
          replicas: balancer.replicas,
          // A configuration that does not work stops at its first pod, and the old ones go on.
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          revisionHistoryLimit: 10,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels: { ...systemLabels(plan), ...labels }, annotations: { [configChecksumAnnotation]: configChecksum(config) } },
            spec: pod(plan, balancer, place, labels),
          },
        },
      }),
    );
  }
}

function pod(
  plan: RenderedSystem,
  balancer: BalancerPlan,
  { cluster, pauseSeconds }: BalancerSite,
  labels: Readonly<Record<string, string>>,
): PodSpec {
  const low = balancer.routes.some(({ port }) => port < 1024);
  const spread = (topologyKey: string, whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway') => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: labels },
  });
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 30 + (pauseSeconds ?? 0),
    securityContext: {
      ...restrictedPod(user),
      ...(low ? { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] } : {}),
    },
    // Members' names are asked for as they are, and soon of the next server where one does not answer.
    dnsConfig: {
      options: [
        { name: 'ndots', value: '1' },
        { name: 'timeout', value: '1' },
        { name: 'attempts', value: '2' },
      ],
    },
    topologySpreadConstraints: [
      spread('kubernetes.io/hostname', 'DoNotSchedule'),
      ...(cluster.zones.length > 1 ? [spread('topology.kubernetes.io/zone', 'ScheduleAnyway')] : []),
    ],
    containers: [container(balancer, pauseSeconds)],
    volumes: [{ name: 'config', configMap: { name: balancer.name } }],
  };
}

function container({ access, healthPort, healthPortName, routes }: BalancerPlan, pauseSeconds: number | undefined): Container {
  const { cpu, memoryMebibytes } = balancerResources(access);
  const memory = quantity(Size.mebibytes(memoryMebibytes));
  const probe = (path: string, failureThreshold: number) => ({
    httpGet: { path, port: healthPortName },
    periodSeconds: 5,
    timeoutSeconds: 5,
    failureThreshold,
  });
  const pause: LifecycleHandler | undefined = pauseSeconds === undefined ? undefined : { sleep: { seconds: pauseSeconds } };
  return {
    name: 'haproxy',
    image: access.image,
    imagePullPolicy: 'IfNotPresent',
    command: ['haproxy'],
    args: ['-db', '-f', `${haproxyFolder}/${haproxyFile}`],
    ports: [
      ...routes.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
      { name: healthPortName, containerPort: healthPort, protocol: 'TCP' },
    ],
    resources: { requests: { cpu, memory }, limits: { memory } },
    livenessProbe: probe(balancerPaths.alive, 6),
    readinessProbe: probe(balancerPaths.ready, 1),
    ...(pause ? { lifecycle: { preStop: pause } } : {}),
    securityContext: restrictedContainer,
    volumeMounts: [{ name: 'config', mountPath: haproxyFolder, readOnly: true }],
  };
}
