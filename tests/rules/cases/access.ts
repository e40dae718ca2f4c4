import type { ManifestCases } from '../manifest-case';

const variant = 'load-balancer';
const deployment = 'Deployment sessions-balancer';
const service = 'Service sessions-balancer';
const config = 'ConfigMap sessions-balancer';
const at = 'sessions/dublin';

/** Cases of the rules in lib/rules/access that look at manifests. */
export const access: ManifestCases = {
  'access/balancer-running': [
    {
      situation: 'a place without load balancers',
      variant,
      edit: output => output.remove('dublin', deployment),
      finds: [{ at, says: ['no Deployment sessions-balancer'] }],
    },
    {
      situation: 'one load balancer where the plan has two',
      variant,
      edit: output => output.set('dublin', deployment, 'spec.replicas', 1),
      finds: [{ at, says: ['1 load balancers run here', 'the plan has 2'], object: deployment, field: 'spec.replicas' }],
    },
    {
      situation: 'a number of them that is left to the server, which makes it one',
      variant,
      edit: output => output.unset('dublin', deployment, 'spec.replicas'),
      finds: [{ at, says: ['1 load balancers run here'], object: deployment }],
    },
    {
      situation: 'load balancers without a Service',
      variant,
      edit: output => output.remove('dublin', service),
      finds: [{ at, says: ['no Service sessions-balancer'] }],
    },
    {
      situation: 'a Service that clients outside do not reach',
      variant,
      edit: output => output.set('dublin', service, 'spec.type', 'ClusterIP'),
      finds: [{ at, says: ['its type is ClusterIP', 'a LoadBalancer'], object: service, field: 'spec.type' }],
    },
    {
      situation: 'a Service that leads to members and past the load balancers',
      variant,
      edit: output => output.set('dublin', service, "spec.selector['app.kubernetes.io/component']", 'voter'),
      finds: [{ at, says: ['does not select the pods of the load balancers'], object: service, field: 'spec.selector' }],
    },
    {
      situation: 'a Service on another port',
      variant,
      edit: output => output.set('dublin', service, 'spec.ports[0].port', 80),
      finds: [{ at, says: ['no port 8080'], object: service, field: 'spec.ports' }],
    },
    {
      situation: 'more of them than the plan has',
      variant,
      boundary: true,
      edit: output => output.set('dublin', deployment, 'spec.replicas', 3),
      finds: [],
    },
    { situation: 'a system without load balancers', edit: () => undefined, finds: [] },
  ],
  'access/balancer-config': [
    {
      situation: 'a cluster that is taken out by hand',
      variant,
      edit: output => {
        const { data } = output.object('dublin', config);
        data['haproxy.cfg'] = data['haproxy.cfg'].replace(/^ {2}server london.*\n/gm, '');
      },
      finds: [
        { at, says: ["is not the plan's"], object: config, field: "data['haproxy.cfg']" },
        { at, says: ['the checksum of another configuration'], object: deployment },
      ],
    },
    {
      situation: 'no configuration',
      variant,
      edit: output => output.remove('dublin', config),
      finds: [{ at, says: ['ConfigMap sessions-balancer has no haproxy.cfg'] }],
    },
    {
      situation: 'pods without the checksum',
      variant,
      edit: output => output.unset('dublin', deployment, 'spec.template.metadata.annotations'),
      finds: [{ at, says: ['the checksum of another configuration'], object: deployment }],
    },
    {
      situation: 'a line more at its end',
      variant,
      boundary: true,
      edit: output => {
        output.object('dublin', config).data['haproxy.cfg'] += '\n';
      },
      finds: [{ at, says: ["is not the plan's"], object: config }],
    },
    { situation: 'the configuration of the plan', variant, edit: () => undefined, finds: [] },
  ],
};
