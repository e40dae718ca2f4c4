import type { ManifestCases } from '../manifest-case';

const spec = 'spec.template.spec';
const image = `${spec}.containers[0].image`;
const policy = `${spec}.containers[0].imagePullPolicy`;
const members = 'StatefulSet settings';

/** Cases of the rules in lib/rules/images. */
export const images: ManifestCases = {
  'images/floating-tag': [
    {
      situation: 'members by a tag that moves',
      edit: output => output.set('dublin', members, image, 'quay.io/coreos/etcd:v3.6'),
      finds: [{ at: 'settings/dublin', says: ["'quay.io/coreos/etcd:v3.6'"], object: members, field: image }],
    },
    {
      situation: 'an ExternalDNS without a tag',
      edit: output => output.set('dublin', 'Deployment external-dns-local', image, 'registry.example.test:5000/external-dns'),
      finds: [{ at: 'external-dns/dublin', says: ['can move to another version'] }],
    },
    {
      situation: 'an init container of the newest image',
      variant: 'whitewater-init-container',
      edit: output => output.set('dublin', 'StatefulSet whitewater', `${spec}.initContainers[0].image`, 'busybox:latest'),
      finds: [{ at: 'whitewater/dublin', says: ['busybox:latest'], field: `${spec}.initContainers[0].image` }],
    },
    {
      situation: 'a digest without a tag',
      boundary: true,
      edit: output => output.set('dublin', members, image, `etcd@sha256:${'a'.repeat(64)}`),
      finds: [],
    },
    {
      situation: 'a digest that is cut off',
      boundary: true,
      edit: output => output.set('dublin', members, image, `etcd@sha256:${'a'.repeat(63)}`),
      finds: [{ at: 'settings/dublin', says: ['can move to another version'] }],
    },
  ],
  'images/same-version': [
    {
      situation: 'members of one cluster with a newer version',
      edit: output => output.set('dublin', members, image, 'quay.io/coreos/etcd:v3.7.0'),
      finds: [{ at: 'settings/dublin', says: ['v3.7.0', 'v3.6.5'], object: members, field: image }],
    },
    {
      situation: 'a mirror with an older version',
      edit: output => output.set('dublin', 'Deployment ledger-mirror', image, 'quay.io/coreos/etcd:v3.5.21'),
      finds: [{ at: 'ledger/dublin', says: ['v3.5.21'], object: 'Deployment ledger-mirror' }],
    },
    {
      situation: 'a job with another image',
      variant: 'learner',
      edit: output => output.set('dublin', 'Job journal-learner-10-join', image, 'quay.io/coreos/etcd:v3.6.4'),
      finds: [{ at: 'journal/dublin', says: ['v3.6.4'] }],
    },
    {
      situation: 'load balancers of one cluster with another version',
      variant: 'load-balancer',
      edit: output => output.set('dublin', 'Deployment sessions-balancer', image, 'docker.io/library/haproxy:2.8.9'),
      finds: [{ at: 'sessions/dublin', says: ["the load balancers' image", '2.8.9', '3.0.12'], object: 'Deployment sessions-balancer' }],
    },
    {
      situation: 'a job that changes the membership, with another image',
      variant: 'changing',
      edit: output => output.set('dublin', 'Job settings-12-add-2', image, 'docker.io/library/node:18.0.0'),
      finds: [{ at: 'settings/dublin', says: ["operations' image", '22.11.0'], object: 'Job settings-12-add-2' }],
    },
    {
      situation: 'a cluster that the upgrade has not reached, with the newer version',
      variant: 'changing',
      boundary: true,
      edit: output => output.set('london', 'StatefulSet queue', image, 'quay.io/coreos/etcd:v3.6.6'),
      finds: [{ at: 'queue/london', says: ['v3.6.6', 'v3.6.5'] }],
    },
    {
      situation: 'a container beside the engine',
      boundary: true,
      edit: output => output.set('dublin', members, `${spec}.containers[1]`, { name: 'exporter', image: 'exporter:1.0.0' }),
      finds: [],
    },
    {
      situation: 'the same newer version everywhere',
      edit: output => {
        output.plan.systems.find(({ name }: { name: string }) => name === 'settings').engine.image = 'quay.io/coreos/etcd:v3.7.0';
        for (const cluster of ['frankfurt', 'dublin', 'london']) output.set(cluster, members, image, 'quay.io/coreos/etcd:v3.7.0');
      },
      finds: [],
    },
  ],
  'images/pull-policy': [
    {
      situation: 'members that start only where the image is',
      edit: output => output.set('dublin', members, policy, 'Never'),
      finds: [{ at: 'settings/dublin', says: ["'Never'"], field: policy }],
    },
    {
      situation: 'an init container that does',
      variant: 'whitewater-init-container',
      edit: output => output.set('dublin', 'StatefulSet whitewater', `${spec}.initContainers[0].imagePullPolicy`, 'Never'),
      finds: [{ at: 'whitewater/dublin', says: ['discover-peers'] }],
    },
    { situation: 'the default policy', boundary: true, edit: output => output.unset('dublin', members, policy), finds: [] },
  ],
  'images/always-pull': [
    {
      situation: 'members that need the registry to start again',
      edit: output => output.set('dublin', members, policy, 'Always'),
      finds: [{ at: 'settings/dublin', says: ["'Always'"], field: policy }],
    },
    { situation: 'the default policy', boundary: true, edit: output => output.unset('dublin', members, policy), finds: [] },
    {
      situation: 'an ExternalDNS that needs it',
      edit: output => output.set('dublin', 'Deployment external-dns-local', policy, 'Always'),
      finds: [],
    },
  ],
};
