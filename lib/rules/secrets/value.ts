import { isObject, type Json, textsIn } from '../../manifests/yaml/json';
import { fleetRule, objectRule, type PlanFound, type Rule, type RuleText } from '../rule';

/** Shorter texts hold no key: most texts of a manifest are, and need not be looked at. */
const shortest = 16;

/** What keys of well-known services begin with. */
const token = new RegExp(
  [
    '\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b',
    '\\bgh[pousr]_[A-Za-z0-9]{36}',
    '\\bgithub_pat_\\w{22}',
    '\\bglpat-[\\w-]{20}',
    '\\bxox[abprs]-[\\w-]{10}',
    '\\b[sr]k_live_\\w{16}',
    '\\bAIza[\\w-]{35}',
    '\\bhvs\\.[\\w-]{24}',
    '\\bnpm_[A-Za-z0-9]{36}',
    '\\bAGE-SECRET-KEY-1[A-Z0-9]{58}',
    '\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.',
  ].join('|'),
);
/** How the lines that private keys begin with look in base64. */
const encodedKey = /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFURS|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE)/;
const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;
/** A password in a URL; not one that is put in when it is read, and not stars in its place. */
const password = /\b[a-zA-Z][a-zA-Z0-9+.-]{1,30}:\/\/[^\s/:@?#]{0,200}:(?!\$|\*|<|%)[^\s/@]{1,200}@/;

/** What a text gives away; undefined where it is nothing. */
function given(text: string): string | undefined {
  if (text.length < shortest) return undefined;
  if (text.includes('-----BEGIN') && privateKey.test(text)) return 'a private key';
  if (text.includes('@') && text.includes('://') && password.test(text)) return 'a password in a URL';
  if (text.includes('LS0tLS1CRUdJTi') && encodedKey.test(text)) return 'a private key in base64';
  return token.test(text) ? 'a key of a service' : undefined;
}

/** Whether anything below gives something away. Places are looked for only where it does. */
function tells(value: Json | undefined): boolean {
  if (typeof value === 'string') return given(value) !== undefined;
  if (Array.isArray(value)) return value.some(tells);
  if (!isObject(value)) return false;
  for (const key in value) if (tells(value[key])) return true;
  return false;
}

const about: RuleText = {
  name: 'secrets/value',
  severity: 'error',
  demands: 'No text of an object is a private key, a password in a URL, or a key of a well-known service.',
  why: 'Whoever reads the repository, or may read ConfigMaps and pods in the cluster, has it.',
  source: 'RFC 7468 (PEM); RFC 3986, section 3.2.1 (passwords in URLs); the prefixes that the services themselves publish for scanners.',
};

const rendered = objectRule(about, [], ({ data, kind }) => {
  // What a Secret holds is found by secrets/inline.
  if (kind === 'Secret' || !tells(data)) return [];
  return [...textsIn(data)].flatMap(([text, path]) => {
    const found = given(text);
    const fix =
      'take it out and make a new one, since it is in the history: keep it in a Secret that is made in the cluster, and refer to that';
    return found ? [{ path, problem: `it holds ${found}`, fix }] : [];
  });
});

/** What every cluster would be told in plain text: where the output is read from, and how names are written. */
const planned = fleetRule(about, ({ fleet: { delivery, dns }, clusters }) => {
  const told = (at: string, texts: readonly string[], fix: string): readonly PlanFound[] =>
    [...new Set(texts.flatMap(text => given(text) ?? []))].map(found => ({ at, problem: `it holds ${found}`, fix }));
  const words = clusters.flatMap(cluster => {
    const { args, env } = dns.provider.bind({ cluster, zone: dns.zone, scope: 'local' });
    return [...args, ...env.flatMap(variable => ('value' in variable ? [variable.value] : []))];
  });
  return [
    ...told(
      'fleet.delivery',
      delivery ? [delivery.repoUrl, delivery.revision, delivery.path] : [],
      'give Argo CD its credentials by a Secret of its own, and take them out of the URL',
    ),
    ...told('fleet.dns.provider', words, 'keep it in a Secret that is made in the cluster, and let the provider refer to that'),
  ];
});

/** No text of any object is a key or a password. */
export const secretValue: Rule = { ...rendered, ...planned };
