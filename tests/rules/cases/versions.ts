import type { ManifestCases } from '../manifest-case';

const label = "metadata.labels['pod-security.kubernetes.io/enforce-version']";
const budget = 'PodDisruptionBudget settings';

/** Cases of the rules about manifests in lib/rules/versions. */
export const versions: ManifestCases = {
  'versions/api': [
    {
      situation: 'a budget of an API that is gone',
      edit: output => output.set('dublin', budget, 'apiVersion', 'policy/v1beta1'),
      finds: [{ at: 'settings/dublin', says: ['policy/v1beta1', 'not served by Kubernetes 1.34'], object: budget, field: 'apiVersion' }],
    },
    {
      situation: 'an Ingress of an API that is gone, where nobody knows the cluster',
      edit: output => output.drop('fleet.json').set('dublin', 'Ingress whitewater', 'apiVersion', 'networking.k8s.io/v1beta1'),
      finds: [{ at: 'whitewater/dublin', says: ['any more'] }],
    },
    {
      situation: 'an API that the cluster does not have yet',
      boundary: true,
      edit: output => output.add('london', 'devices', { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' } }),
      finds: [{ at: 'devices/london', says: ['since Kubernetes 1.34', 'runs 1.33'] }],
    },
    {
      situation: 'the same API in a cluster that has it',
      boundary: true,
      edit: output => output.add('dublin', 'devices', { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' } }),
      finds: [],
    },
    {
      situation: 'a beta of another kind of the same group',
      edit: output =>
        output.add('dublin', 'ranges', { apiVersion: 'networking.k8s.io/v1beta1', kind: 'ServiceCIDR', metadata: { name: 'more' } }),
      finds: [],
    },
  ],
  'versions/pod-security-version': [
    {
      situation: 'a standard of the next version',
      boundary: true,
      edit: output => output.set('london', 'Namespace settings', label, 'v1.34'),
      finds: [{ at: 'settings/london', says: ['v1.34', 'runs Kubernetes 1.33'], field: label }],
    },
    {
      situation: 'a standard from before capabilities were dropped',
      edit: output => output.set('dublin', 'Namespace settings', label, 'v1.21'),
      finds: [{ at: 'settings/dublin', says: ['v1.21'] }],
    },
    {
      situation: 'the oldest standard that means something',
      boundary: true,
      edit: output => output.set('dublin', 'Namespace settings', label, 'v1.22'),
      finds: [],
    },
  ],
};
