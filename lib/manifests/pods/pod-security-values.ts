/** Volumes that the restricted standard forbids. Source: k8s.io/pod-security-admission, check_restrictedVolumes.go. */
export const forbiddenVolumes: ReadonlySet<string> = new Set([
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'iscsi',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
]);

/** Kernel parameters that a pod may set, with the first minor version in which they are safe. Source: check_sysctls.go. */
export const safeSysctls: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);

/** SELinux types that containers may have, with the first minor version that allows them. Source: check_seLinuxOptions.go. */
export const selinuxTypes: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['container_t', 0],
  ['container_init_t', 0],
  ['container_kvm_t', 0],
  ['container_engine_t', 31],
]);

/** Probes of a container. Source: check_hostProbesAndhostLifecycle.go. */
export const probeFields = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Hooks of a container's lifecycle. */
export const hookFields = ['postStart', 'preStop'] as const;

/** Requests of a probe or a hook that can go to another host. */
export const handlerFields = ['httpGet', 'tcpSocket'] as const;
