import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

const older = (output: EditedOutput, version: string): void => {
  output.plan.clusters.find(({ name }: { readonly name: string }) => name === 'dublin').kubernetes = version;
};

/** Cases of the rules in lib/rules/versions that are about manifests. */
export const knownVersions: ManifestCases = {
  'versions/field': [
    {
      situation: 'a field that the cluster does not know yet',
      edit: output => {
        older(output, '1.29');
        output.set('dublin', 'Service settings', 'spec.trafficDistribution', 'PreferClose');
      },
      finds: [{ at: 'settings/dublin', says: ['trafficDistribution', '1.30'], field: 'spec.trafficDistribution' }],
    },
    {
      situation: 'a field that the cluster knows since this version',
      boundary: true,
      edit: output => {
        older(output, '1.30');
        output.set('dublin', 'Service settings', 'spec.trafficDistribution', 'PreferClose');
      },
      finds: [],
    },
    {
      situation: 'a field that the cluster no longer knows',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.template.spec.resourceClaims', [{ name: 'gpu', source: {} }]),
      finds: [{ at: 'settings/dublin', says: ['source', '1.30'], field: 'spec.template.spec.resourceClaims[0].source' }],
    },
    {
      situation: 'a field that nobody knows whether the cluster knows, because nothing says its version',
      edit: output => output.drop('fleet.json').set('dublin', 'Service settings', 'spec.trafficDistribution', 'PreferClose'),
      finds: [],
    },
  ],
  'versions/gate': [
    {
      situation: 'a field that a server drops before 1.35',
      edit: output => output.set('dublin', 'StatefulSet settings', 'spec.updateStrategy.rollingUpdate.maxUnavailable', 1),
      finds: [{ at: 'settings/dublin', says: ['maxUnavailable', '1.35'], field: 'spec.updateStrategy.rollingUpdate.maxUnavailable' }],
    },
    {
      situation: 'the same from 1.35 on',
      boundary: true,
      edit: output => {
        older(output, '1.35');
        output.set('dublin', 'StatefulSet settings', 'spec.updateStrategy.rollingUpdate.maxUnavailable', 1);
      },
      finds: [],
    },
  ],
  'versions/kind': [
    {
      situation: 'a budget in a version that is gone',
      edit: output => output.set('dublin', 'PodDisruptionBudget settings', 'apiVersion', 'policy/v1beta1'),
      finds: [{ at: 'settings/dublin', says: ['policy/v1beta1'], field: 'apiVersion' }],
    },
    {
      situation: 'a kind that is misspelt',
      edit: output =>
        output.add('dublin', 'tools', { apiVersion: 'apps/v1', kind: 'StatefullSet', metadata: { name: 'a', namespace: 'tools' } }),
      finds: [{ at: 'tools/dublin', says: ['StatefullSet'], object: 'StatefullSet a' }],
    },
    {
      situation: 'a kind that the cluster does not serve yet',
      edit: output => {
        older(output, '1.29');
        output.add('dublin', 'tools', {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicy',
          metadata: { name: 'a' },
        });
      },
      finds: [{ at: 'tools/dublin', says: ['1.30', '1.29'] }],
    },
    {
      situation: 'a kind that the cluster serves since this version',
      boundary: true,
      edit: output => {
        older(output, '1.30');
        output.add('dublin', 'tools', {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicy',
          metadata: { name: 'a' },
        });
      },
      finds: [],
    },
    {
      situation: 'a kind of a group that is not Kubernetes own',
      edit: output =>
        output.add('dublin', 'tools', {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'a', namespace: 'tools' },
        }),
      finds: [],
    },
  ],
};
