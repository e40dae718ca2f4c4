import { Cluster } from '../lib';

export const frankfurt = Cluster.of({
  name: 'frankfurt',
  index: 0,
  region: 'eu-central-1',
  zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
  kubernetes: '1.34',
  podCidrs: ['10.101.0.0/16'],
  serviceCidrs: ['10.201.0.0/16'],
  storageClass: 'standard',
  ingress: { className: 'nginx', addresses: ['198.51.100.10'] },
  gateway: { name: 'public', namespace: 'istio-ingress', addresses: ['198.51.100.11'] },
  apiServer: { cidrs: ['10.1.0.0/28'], port: 443 },
});
