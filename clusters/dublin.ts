import { Cluster } from '../lib';

export const dublin = Cluster.of({
  name: 'dublin',
  index: 1,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  kubernetes: '1.34',
  podCidrs: ['10.102.0.0/16'],
  serviceCidrs: ['10.202.0.0/16'],
  storageClass: 'standard',
  ingress: { className: 'nginx', addresses: ['198.51.100.20'] },
  gateway: { name: 'public', namespace: 'istio-ingress', addresses: ['198.51.100.21'] },
  apiServer: { cidrs: ['10.2.0.0/28'], port: 443 },
});
