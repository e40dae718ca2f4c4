import type { ManifestCases } from '../manifest-case';

const label = "metadata.labels['pod-security.kubernetes.io/enforce-version']";

/** Cases of the rules about manifests in lib/rules/versions. */
export const versions: ManifestCases = {
  'versions/custom': [
    {
      situation: 'records of another version than ExternalDNS serves',
      edit: output => output.set('london', 'DNSEndpoint settings-global', 'apiVersion', 'externaldns.k8s.io/v1'),
      finds: [{ at: 'settings/london', says: ['externaldns.k8s.io/v1,', 'serves v1alpha1'], field: 'apiVersion' }],
    },
    {
      situation: 'a certificate of a version that is gone',
      variant: 'peer-tls',
      edit: output => output.set('dublin', 'Certificate settings-peer', 'apiVersion', 'cert-manager.io/v1alpha2'),
      finds: [{ at: 'settings/dublin', says: ['serves v1'] }],
    },
    {
      situation: 'an Application of a version that is not there',
      edit: output => output.set('argocd', 'Application settings-dublin', 'apiVersion', 'argoproj.io/v1'),
      finds: [{ at: 'settings/argocd', says: ['serves v1alpha1'] }],
    },
    {
      situation: 'a kind of the same name that somebody else defines',
      boundary: true,
      edit: output =>
        output.add('dublin', 'team', {
          apiVersion: 'app.k8s.io/v1beta1',
          kind: 'Application',
          metadata: { name: 'team', namespace: 'team' },
        }),
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
