import { checkIds } from '../../domain/health-checks';
import { repeated, systemRule } from '../rule';

/** Every record set can be written as it is: it has targets, one CNAME at most, weights that sum to more than 0, a default place. */
export const recordContent = systemRule(
  {
    name: 'dns/record-content',
    severity: 'error',
    demands: 'The records of a host can stand beside each other.',
    why: 'A name with a CNAME has no other record, and a record set whose weights are all zero sends nobody anywhere on purpose.',
    source: 'RFC 1034, section 3.6.2; Route 53 documentation, "Weighted routing".',
  },
  ({ records, system }) => {
    if (system.access.kind !== 'dns') return [];
    const { host, exposure, healthChecks } = system.access;
    const found = [];
    if (records.length === 0 || records.some(({ targets }) => targets.length === 0)) {
      found.push({ problem: `'${host}' would have no target`, fix: 'let at least one cluster serve that has a way in' });
    }
    const aliases = records.filter(({ type }) => type === 'CNAME');
    const names = aliases.flatMap(({ targets }) => targets).join(', ');
    if (aliases.some(({ targets }) => targets.length > 1) || (aliases.length > 0 && aliases.length < records.length)) {
      found.push({
        problem: `'${host}' would be an alias of ${names}${aliases.length < records.length ? ' beside addresses' : ''}, and a name has one CNAME and nothing else`,
        fix:
          exposure.kind === 'ingress'
            ? 'declare the ingress controllers by address, or each by one name'
            : 'serve from one cluster, take an Ingress with addresses, or a provider with routing policies',
      });
    }
    const routes = records.flatMap(({ route }) => (route ? [route] : []));
    const weights = routes.flatMap(route => (route.policy === 'weighted' ? [route.weight] : []));
    if (weights.length > 0 && weights.every(weight => weight === 0)) {
      found.push({ problem: `the weights of '${host}' are all 0`, fix: 'give at least one cluster a share' });
    }
    if (
      routes.some(({ policy }) => policy === 'geolocation') &&
      !routes.some(route => route.policy === 'geolocation' && route.location.kind === 'default')
    ) {
      found.push({
        problem: `'${host}' has no default place, so clients that no place holds get no answer`,
        fix: "make one cluster the 'default'",
      });
    }
    const places = records.flatMap(({ route, setIdentifier, type }) =>
      route?.policy === 'geolocation'
        ? [
            {
              cluster: setIdentifier,
              key: `${type} ${JSON.stringify(route.location)}`,
              place: 'code' in route.location ? route.location.code : 'default',
            },
          ]
        : [],
    );
    for (const [, same] of repeated(places, ({ key }) => key)) {
      found.push({
        problem: `'${host}' has the place '${same[0]?.place}' for ${same.map(({ cluster }) => cluster).join(' and ')}`,
        fix: 'give each place to one cluster',
      });
    }
    const checked = checkIds(healthChecks);
    for (const { route, setIdentifier } of records) {
      // The ownership record inherits the policy and is no alias, so Route 53 refuses it without a check (external-dns#4964).
      if (route?.policy === 'failover' && setIdentifier && !checked.has(setIdentifier)) {
        found.push({
          problem: `the ${route.order} record of '${host}' in ${setIdentifier} has no health check`,
          fix: `add ${setIdentifier} to 'healthChecks'`,
        });
      }
    }
    return found;
  },
);
