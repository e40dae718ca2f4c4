import type { ManifestCases } from '../manifest-case';
import { withoutPlan } from '../member-edits';

const variant = 'ways-in';
const list = 'ConfigMap quotes-endpoints';
const rule = 'DestinationRule orders';
const route = 'HTTPRoute orders';
const connections = 'TCPRoute routed';

/** A DestinationRule of a chart of one's own. */
const other = (trafficPolicy: object, spec: object = {}, apiVersion = 'networking.istio.io/v1') => ({
  apiVersion,
  kind: 'DestinationRule',
  metadata: { name: 'other', namespace: 'other' },
  spec: { host: 'other.other.svc.cluster.local', trafficPolicy, ...spec },
});
const led = { loadBalancer: { localityLbSetting: { failover: [{ from: 'eu-central-1', to: 'eu-west-1' }] } } };

/** Cases of the rules about manifests in lib/rules/access: lists of endpoints and gateways. */
export const waysIn: ManifestCases = {
  'access/endpoint-list': [
    {
      situation: 'another order in one cluster',
      variant,
      edit: output => {
        // One of them is for the applications, of the same name.
        const [own] = output
          .in('dublin/quotes/quotes.yaml')
          .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'quotes-endpoints');
        own.data.endpoints = own.data.endpoints.split('\n').reverse().join('\n').trimStart();
      },
      finds: [{ at: 'quotes/dublin', says: ["'endpoints'", 'and the plan has'], object: list, field: 'data.endpoints' }],
    },
    {
      situation: 'a list that a namespace of the applications has not',
      variant,
      edit: output => {
        output.text('london/quotes/quotes.yaml', text => text.replace(/namespace: trading\n/, 'namespace: trade\n'));
      },
      finds: [{ at: 'quotes/london', says: ['namespace trading', 'no ConfigMap quotes-endpoints'] }],
    },
    {
      situation: 'a variable that is missing',
      variant,
      boundary: true,
      edit: output => output.unset('frankfurt', 'ConfigMap ports-endpoints', 'data.PORTS_ENDPOINTS'),
      finds: [{ at: 'ports/frankfurt', says: ["'PORTS_ENDPOINTS' is missing"] }],
    },
    {
      situation: 'a key beside those of the plan',
      variant,
      edit: output => output.set('frankfurt', 'ConfigMap ports-endpoints', 'data.note', 'ours'),
      finds: [],
    },
    { situation: 'clients that follow a name', edit: () => undefined, finds: [] },
  ],
  'access/gateway-route': [
    {
      situation: 'a place without the route',
      variant,
      edit: output => output.remove('dublin', route),
      finds: [{ at: 'orders/dublin', says: ['istio-ingress/public', 'no route'] }],
    },
    {
      situation: 'a route that is attached to another Gateway',
      variant,
      edit: output => output.set('dublin', route, 'spec.parentRefs[0].name', 'private'),
      finds: [{ at: 'orders/dublin', says: ['istio-ingress/private', 'istio-ingress/public'], object: route, field: 'spec.parentRefs' }],
    },
    {
      situation: 'a route that looks for the Gateway beside itself',
      variant,
      boundary: true,
      edit: output => output.unset('dublin', route, 'spec.parentRefs[0].namespace'),
      finds: [{ at: 'orders/dublin', says: ['orders/public'] }],
    },
    {
      situation: 'a route for another host',
      variant,
      edit: output => output.set('dublin', route, 'spec.hostnames', ['order.example.test']),
      finds: [{ at: 'orders/dublin', says: ['order.example.test', 'orders.example.test'], object: route, field: 'spec.hostnames' }],
    },
    {
      situation: 'a route for every host',
      variant,
      edit: output => output.unset('dublin', route, 'spec.hostnames'),
      finds: [{ at: 'orders/dublin', says: ['every host'] }],
    },
    {
      situation: 'a route of connections without a listener',
      variant,
      edit: output => output.unset('frankfurt', connections, 'spec.parentRefs[0].sectionName'),
      finds: [{ at: 'routed/frankfurt', says: ['no listener'], object: connections, field: 'spec.parentRefs[0].sectionName' }],
    },
    {
      situation: 'a standby without its route',
      variant,
      edit: output => output.remove('london', connections),
      finds: [{ at: 'routed/london', says: ['no route'] }],
    },
    {
      situation: 'a host beside its own',
      variant,
      edit: output => output.set('dublin', route, 'spec.hostnames', ['orders.example.test', 'order.example.test']),
      finds: [],
    },
    { situation: 'clients that come through an Ingress', edit: () => undefined, finds: [] },
  ],
  'access/outlier-detection': [
    {
      situation: 'an order of regions without outlier detection',
      variant,
      edit: output => output.unset('frankfurt', rule, 'spec.trafficPolicy.outlierDetection'),
      finds: [
        {
          at: 'orders/frankfurt',
          says: ['localityLbSetting.failover', 'no outlierDetection'],
          object: rule,
          field: 'spec.trafficPolicy.outlierDetection',
        },
      ],
    },
    {
      situation: 'a preferred region without outlier detection',
      variant,
      edit: output => output.unset('dublin', rule, 'spec.trafficPolicy.outlierDetection'),
      finds: [{ at: 'orders/dublin', says: ['localityLbSetting.failoverPriority'] }],
    },
    {
      situation: 'outlier detection that leaves one member of a hundred',
      variant,
      boundary: true,
      edit: output => output.set('frankfurt', rule, 'spec.trafficPolicy.outlierDetection.maxEjectionPercent', 99),
      finds: [{ at: 'orders/frankfurt', says: ['99 percent'], field: 'spec.trafficPolicy.outlierDetection.maxEjectionPercent' }],
    },
    {
      situation: "outlier detection at Istio's default",
      variant,
      edit: output => output.unset('frankfurt', rule, 'spec.trafficPolicy.outlierDetection.maxEjectionPercent'),
      finds: [{ at: 'orders/frankfurt', says: ['10 percent'] }],
    },
    {
      situation: 'a subset that orders regions, of a chart without a plan',
      edit: output => withoutPlan(output).add('dublin', 'other', other({}, { subsets: [{ name: 'all', trafficPolicy: led }] })),
      finds: [
        {
          at: 'other/dublin',
          says: ['failover'],
          object: 'DestinationRule other',
          field: 'spec.subsets[0].trafficPolicy.outlierDetection',
        },
      ],
    },
    { situation: 'a rule that leads to no regions', edit: output => output.add('dublin', 'other', other({})), finds: [] },
    {
      situation: 'an order of regions that is switched off',
      edit: output =>
        output.add(
          'dublin',
          'other',
          other({ loadBalancer: { localityLbSetting: { ...led.loadBalancer.localityLbSetting, enabled: false } } }),
        ),
      finds: [],
    },
    {
      situation: 'a kind of the same name that is not of Istio',
      edit: output => output.add('dublin', 'other', other(led, {}, 'example.test/v1')),
      finds: [],
    },
  ],
};
