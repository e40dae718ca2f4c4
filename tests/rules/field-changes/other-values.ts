import type { Json } from '../../../lib/manifests/yaml/json';

/** One change of a value: how it is told, and what stands there afterwards. */
export type OtherValue = readonly [told: string, value: Json];

/** What else can stand in a field of a few values. */
const otherOf: Readonly<Record<string, string>> = {
  Parallel: 'OrderedReady',
  Retain: 'Delete',
  IfNotPresent: 'Always',
  TCP: 'UDP',
  UDP: 'TCP',
  ClusterIP: 'NodePort',
  RollingUpdate: 'OnDelete',
  Recreate: 'RollingUpdate',
  RuntimeDefault: 'Unconfined',
  OnRootMismatch: 'Always',
  OnFailure: 'Never',
  DoNotSchedule: 'ScheduleAnyway',
  ReadWriteOnce: 'ReadWriteMany',
  Filesystem: 'Block',
  Prefix: 'Exact',
  restricted: 'baseline',
  IfHealthyBudget: 'AlwaysAllow',
  None: '10.201.0.9',
  Ingress: 'Egress',
  Egress: 'Ingress',
  A: 'AAAA',
  CNAME: 'A',
  Always: 'Never',
  ECDSA: 'RSA',
  In: 'NotIn',
  ALL: 'NET_RAW',
  new: 'existing',
  existing: 'new',
  active: 'voting',
  voting: 'active',
  hot: 'active',
  learner: 'voting',
  cold: 'hot',
  get: 'patch',
  list: 'patch',
  watch: 'patch',
  update: 'get',
  standard: 'fast',
  main: 'feature',
  '/livez': '/readyz',
  '/readyz': '/livez',
  '/healthz': '/metrics',
  aws: 'google',
  sync: 'upsert-only',
  'upsert-only': 'sync',
  txt: 'noop',
  crd: 'ingress',
  service: 'pod',
  ClusterIssuer: 'Issuer',
  'missingkey=error': 'missingkey=zero',
  '--events': '--no-events',
  '--listen-endpoint-events': '--no-listen-endpoint-events',
  '--learner': '--no-learner',
  'metadata.name': 'metadata.namespace',
  'metadata.namespace': 'metadata.name',
  'status.podIP': 'status.hostIP',
  'kubernetes.io/hostname': 'topology.kubernetes.io/zone',
  'topology.kubernetes.io/zone': 'topology.kubernetes.io/region',
};

const step = (text: string, by: number): string => text.replace(/\d+(?!.*\d)/, digits => `${Number(digits) + by}`);

/** Another text of the same form, as a hand would write it by mistake. */
export function otherText(text: string): readonly string[] {
  if (Object.hasOwn(otherOf, text)) return [otherOf[text] as string];
  if (text === '') return ['apps'];
  if (/^-?\d+$/.test(text)) return [`${Number(text) + 1}`, `${Number(text) - 1}`];
  if (text === 'true' || text === 'false') return [text === 'true' ? 'false' : 'true'];
  const option = /^(--[\w-]+=)(.+)$/.exec(text) ?? /^([A-Za-z]\w*=)(\w+)$/.exec(text);
  if (option && !text.includes(',')) return otherText(option[2] as string).map(value => `${option[1]}${value}`);
  if (text.includes('0.0.0.0')) return [text.replace('0.0.0.0', '127.0.0.1'), step(text, 1)];
  if (text.includes(',')) return lists(text);
  // A size, a duration, a version or a network: the number in it.
  if (/^\d+(Mi|Gi|m|s|h|h0m0s)$/.test(text))
    return [
      text.replace(/^\d+/, digits => `${Number(digits) * 2}`),
      ...(text.startsWith('1') && /^1\D/.test(text) ? [] : [text.replace(/^\d+/, '1')]),
    ];
  if (/^v\d+\.\d+$/.test(text)) return [step(text, 1), step(text, -1)];
  if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) return ['192.168.0.0/16', text.replace(/\/\d+$/, '/8')];
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) return [step(text, 1)];
  if (/:v?\d+\.\d+\.\d+$/.test(text)) return [step(text, 1), text.replace(/:[^:]+$/, ':latest')];
  if (/^\w+:\/\/.*:\d+$/.test(text))
    return [
      step(text, 1),
      text.replace(/\/\/([^:]+)/, '//other.$1'),
      text.replace(/^https?/, scheme => (scheme === 'http' ? 'https' : 'http')),
    ];
  if (/:\d+$/.test(text)) return [step(text, 1), `other.${text}`];
  if (text.startsWith('/') || text.startsWith('$') || text.includes(' ')) return [`${text}-2`];
  return text.includes('.') && !text.includes('/') ? [`other.${text}`] : [`${text}-2`];
}

/** The first item of a list in a text gone, the last one gone, and the last one at another port. What stands around the list stays. */
function lists(text: string): readonly string[] {
  const [, before = '', list = '', after = ''] = /^(\{.*\[|--[\w-]+=|)([^[\]]+)(\].*|)$/s.exec(text) ?? [];
  const items = list.split(',');
  return [items.slice(0, -1), items.slice(1), [...items.slice(0, -1), step(items.at(-1) as string, 1)]].map(
    each => `${before}${each.join(',')}${after}`,
  );
}

/** What can stand there instead of a value: the neighbours of a number, the other truth, another text, a list with one item more. */
export function otherValues(value: Json): readonly OtherValue[] {
  if (typeof value === 'boolean') return [[`-> ${!value}`, !value]];
  if (typeof value === 'number') return [value + 1, value - 1].map(other => [`-> ${other}`, other]);
  if (typeof value === 'string')
    return otherText(value)
      .filter(other => other !== value)
      .map(other => [`-> ${other}`, other]);
  return Array.isArray(value) && value.length > 0 ? [['one more', [...value, another(value[0] as Json)]]] : [];
}

/** Another item of a list, like one that it has: every name in it is another one, and every number one more. */
function another(item: Json): Json {
  if (typeof item === 'string') return otherText(item).at(-1) as string;
  if (typeof item === 'number') return item + 1;
  if (Array.isArray(item)) return item.map(each => another(each));
  if (typeof item !== 'object' || item === null) return item;
  return Object.fromEntries(
    Object.entries(item).map(([key, value]) => [key, value === undefined || key === 'protocol' || key === 'kind' ? value : another(value)]),
  ) as Json;
}
