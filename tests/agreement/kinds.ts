import type { ExposureDraft, FleetDraft, SystemDraft } from './draft';

/** What a fleet is made of, in words that are counted. */
export const kindsOf = (fleet: FleetDraft): ReadonlySet<string> =>
  new Set([
    `clusters: ${fleet.clusters.length}`,
    ...fleet.clusters.map(({ kubernetes }) => `Kubernetes: ${kubernetes}`),
    `DNS: ${fleet.dns.provider}`,
    `delivery: ${fleet.delivery?.mode ?? 'none'}`,
    `Terraform: ${fleet.terraform ?? 'none'}`,
    `output before: ${fleet.history}`,
    ...fleet.systems.flatMap(ofSystem),
  ]);

function ofSystem({ engine, topology, access, discovery, tls, state }: SystemDraft): readonly string[] {
  const exposure = 'exposure' in access ? ` through ${exposureText(access.exposure)}` : '';
  return [
    `engine: ${engine.kind}`,
    ...(topology.kind === 'active-active'
      ? [`traffic: ${topology.traffic.kind}`]
      : topology.standbys.map(({ kind }) => `standby: ${kind}`)),
    `topology: ${topology.kind} over ${topology.kind === 'active-active' ? topology.seats.length : 1 + topology.standbys.length}`,
    access.kind === 'gateway' ? `access: ${access.implementation} ${access.route}` : `access: ${access.kind}${exposure}`,
    ...('entry' in access && access.entry ? [`entry: ${access.entry}`] : []),
    ...(access.kind === 'dns' ? [`checks: ${access.checks ? `${access.checks.kind} ${access.checks.request}` : 'none'}`] : []),
    ...('terms' in access
      ? Object.entries(access.terms).map(
          ([term, value]) => `term: ${term} ${typeof value === 'object' ? 'given' : term === 'shadow' ? 'given' : value}`,
        )
      : []),
    `discovery: ${discovery ?? 'not said'}`,
    `TLS: ${tls ?? 'none'}`,
    ...(state
      ? [
          `state: ${state.bootstrapped ? 'bootstrapped' : 'new'}`,
          ...(state.formed.length > 0 ? ['state: formed'] : []),
          ...(state.active === undefined ? [] : ['state: another one active']),
          ...(state.thawed.length > 0 ? ['state: thawed'] : []),
          ...(state.drained.length > 0 ? ['state: drained'] : []),
        ]
      : []),
  ];
}

const exposureText = (exposure: ExposureDraft): string => (exposure.kind === 'gateway' ? `gateway ${exposure.route}` : exposure.kind);
