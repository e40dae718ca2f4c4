import { Cluster } from '../lib';

export const london = Cluster.of({
  name: 'london',
  index: 2,
  region: 'eu-west-2',
  zones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'],
  kubernetes: '1.33',
  podCidrs: ['10.103.0.0/16'],
  serviceCidrs: ['10.203.0.0/16'],
  storageClass: 'standard',
  ingress: { className: 'nginx', addresses: ['198.51.100.30'] },
  gateway: { name: 'public', namespace: 'istio-ingress', addresses: ['198.51.100.31'] },
  apiServer: { cidrs: ['10.3.0.0/28'], port: 443 },
});
