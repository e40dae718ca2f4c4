import { systemRule } from './rule';

/** ExternalDNS writes the fleet's zone only. */
export const hostZone = systemRule('dns/host-zone', ({ system }, { fleet }) => {
  if (system.access.kind !== 'dns') return [];
  const { host } = system.access;
  const { zone } = fleet.dns;
  if (host === zone)
    return [{ problem: `host '${host}' is the zone itself, where no CNAME may stand`, fix: `take a name such as 'app.${zone}'` }];
  return host.endsWith(`.${zone}`)
    ? []
    : [{ problem: `host '${host}' is outside the zone '${zone}'`, fix: `take a name that ends in '.${zone}'` }];
});
