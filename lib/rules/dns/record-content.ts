import { sharesOf } from '../../plan/access/candidates';
import type { RecordPlan, SystemPlan } from '../../plan/model/system-plan';
import { ingressController } from '../access/ingress-controller';
import { repeated, systemRule } from '../rule';
import { recordTarget } from './target';

interface Wrong {
  readonly problem: string;
  readonly fix: string;
}

/** Every record set is valid: it has targets, at most one CNAME, a weight above 0, and a default location. */
export const recordContent = systemRule(
  {
    name: 'dns/record-content',
    severity: 'error',
    demands: 'The records of a host are complete and do not exclude each other.',
    why: 'A name with a CNAME has no other record. A record set whose weights are all 0 has no intended target. A failover has one primary and one secondary record of each type.',
    source: 'RFC 1034, section 3.6.2; Route 53 documentation, "Weighted routing" and "Failover routing".',
    follows: [recordTarget, ingressController],
  },
  ({ records: all, system, publication }) => {
    const { access } = system;
    if (access.kind === 'gateway') return aliases(access.host, all, 'declare the Gateways by address, or all of them by one name');
    if (access.kind !== 'dns') return [];
    const { host, exposure } = access;
    // Those of a former name are the same under another name.
    const records = all.filter(({ name }) => name === host);
    const elsewhere = ['delegated', 'terraform', 'waiting'].includes(publication?.how.kind ?? '');
    const found: Wrong[] = [];
    if (!elsewhere && (records.length === 0 || records.some(({ targets }) => targets.length === 0))) {
      found.push({ problem: `'${host}' would have no target`, fix: 'let at least one cluster with an entry point serve' });
    }
    return [
      ...found,
      ...aliases(
        host,
        records,
        exposure.kind === 'ingress'
          ? 'declare the ingress controllers by address, or each by one name'
          : 'serve from one cluster, use an Ingress with addresses, or a provider with routing policies',
      ),
      ...weights(host, records, system),
      ...orders(host, records),
      ...places(host, records),
    ];
  },
);

function aliases(host: string, records: readonly RecordPlan[], fix: string): readonly Wrong[] {
  const named = records.filter(({ type }) => type === 'CNAME');
  const names = [...new Set(named.flatMap(({ targets }) => targets))];
  const beside = named.length < records.length;
  // Records with the same set identifier, or with none, are one record set.
  const several = repeated(
    named.flatMap(({ targets, setIdentifier }) => targets.map(target => ({ target, setIdentifier }))),
    ({ setIdentifier }) => setIdentifier,
  ).some(([, same]) => new Set(same.map(({ target }) => target)).size > 1);
  if (named.length === 0 || !(several || beside)) return [];
  return [
    {
      problem: `'${host}' would be an alias of ${names.join(', ')}${beside ? ' beside addresses' : ''}, and a name has one CNAME and no other record`,
      fix,
    },
  ];
}

function weights(host: string, records: readonly RecordPlan[], { topology }: SystemPlan['system']): readonly Wrong[] {
  const fix = 'declare a share for at least one cluster';
  const shares = [...sharesOf(topology).values()];
  if (shares.length > 0 && shares.every(share => share === 0)) return [{ problem: `the weights of '${host}' are all 0`, fix }];
  return byType(records).flatMap(([type, same]) => {
    const given = same.flatMap(({ route }) => (route?.policy === 'weighted' ? [route.weight] : []));
    return given.length > 0 && given.every(weight => weight === 0)
      ? [
          {
            problem: `the weights of '${host}' are all 0 among its records of type ${type}`,
            fix: `${fix} that has addresses of that type, or declare addresses of both IP families everywhere`,
          },
        ]
      : [];
  });
}

/** Each type needs a primary and a secondary record: otherwise IPv6 clients, for example, would not fail over with the others. */
function orders(host: string, records: readonly RecordPlan[]): readonly Wrong[] {
  return byType(records).flatMap(([type, same]) => {
    const given = same.flatMap(({ route }) => (route?.policy === 'failover' ? [route.order] : []));
    const count = (order: string): number => given.filter(each => each === order).length;
    if (given.length === 0 || (count('primary') === 1 && count('secondary') === 1)) return [];
    return [
      {
        problem: `'${host}' has ${count('primary')} primary and ${count('secondary')} secondary records of type ${type}, and a failover needs one of each`,
        fix: 'declare addresses of the same families for both clusters',
      },
    ];
  });
}

function places(host: string, records: readonly RecordPlan[]): readonly Wrong[] {
  return byType(records).flatMap(([type, same]) => {
    const given = same.flatMap(({ route, setIdentifier }) =>
      route?.policy === 'geolocation'
        ? [{ cluster: setIdentifier, place: 'code' in route.location ? route.location.code : 'default', kind: route.location.kind }]
        : [],
    );
    const of = type === 'A' ? '' : ` for records of type ${type}`;
    return [
      ...(given.length > 0 && !given.some(({ kind }) => kind === 'default')
        ? [
            {
              problem: `'${host}' has no default location${of}, so clients elsewhere get no answer`,
              fix: "declare one cluster as the 'default'",
            },
          ]
        : []),
      ...repeated(given, ({ kind, place }) => `${kind} ${place}`).map(([, each]) => ({
        problem: `'${host}' has the location '${each[0]?.place}' for ${each.map(({ cluster }) => cluster).join(' and ')}`,
        fix: 'declare each location for one cluster',
      })),
    ];
  });
}

const byType = (records: readonly RecordPlan[]): readonly (readonly [string, readonly RecordPlan[]])[] =>
  [...new Set(records.map(({ type }) => type))].map(type => [type, records.filter(record => record.type === type)] as const);
