import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lab, type Site } from '../lab';
import { system } from './change-fleet';

/** A storage class of a site with local volumes of its own, as many as are said and each of so many GiB. */
export function makeStorageClass(
  { number, name: node, kubeconfig }: Site,
  name: string,
  { volumes, gibibytes, expands }: { readonly volumes: number; readonly gibibytes: number; readonly expands: boolean },
): void {
  lab.apply(number, {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: expands,
  });
  for (let volume = 1; volume <= volumes; volume += 1) {
    const path = join(dirname(kubeconfig), 'volumes', `${name}-${volume}`);
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o777); // members are not root
    const nodeAffinity = {
      required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }] },
    };
    lab.apply(number, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${name}-${volume}` },
      spec: {
        capacity: { storage: `${gibibytes}Gi` },
        accessModes: ['ReadWriteOnce'],
        storageClassName: name,
        persistentVolumeReclaimPolicy: 'Retain',
        local: { path },
        nodeAffinity,
      },
    });
  }
}

/** The claim of a member: what it asks for and what it has. */
export interface Claim {
  readonly metadata: { readonly uid: string };
  readonly spec: {
    readonly storageClassName: string;
    readonly volumeName: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status: { readonly phase: string; readonly capacity?: { readonly storage: string } };
}

export const claimOf = (site: number, member: string): Claim =>
  lab.get<Claim>(site, '-n', system, 'persistentvolumeclaim', `data-${member}`);

/**
 * Does what the resizer of a CSI driver does once a claim asks for more. The lab's volumes are folders, which have no size, and no driver
 * serves them: the API server takes the larger claim as it does everywhere, and what follows is written here.
 */
export function resize(site: number, member: string): void {
  const { spec } = claimOf(site, member);
  const capacity = { storage: spec.resources.requests.storage };
  lab.kubectl(site, 'patch', 'persistentvolume', spec.volumeName, '--type=merge', '--patch', JSON.stringify({ spec: { capacity } }));
  const status = JSON.stringify({ status: { capacity } });
  const claim = ['persistentvolumeclaim', `data-${member}`, '--subresource=status'];
  lab.kubectl(site, '-n', system, 'patch', ...claim, '--type=merge', '--patch', status);
}
