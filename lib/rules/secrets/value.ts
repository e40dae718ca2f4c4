import { isObject, type Json, textsIn } from '../../manifests/yaml/json';
import { fleetRule, objectRule, type PlanFound, type Rule, type RuleText } from '../rule';

/** Characters. Shorter texts, which are most texts of a manifest, contain no key and are skipped. */
const shortest = 16;

/** Prefixes of keys of well-known services. */
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
/** The first line of private keys in base64. */
const encodedKey = /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFURS|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE)/;
const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;
/** A password in a URL, but not a placeholder or asterisks. */
const password = /\b[a-zA-Z][a-zA-Z0-9+.-]{1,30}:\/\/[^\s/:@?#]{0,200}:(?!\$|\*|<|%)[^\s/@]{1,200}@/;

/** The kind of secret in a text; undefined if there is none. */
function given(text: string): string | undefined {
  if (text.length < shortest) return undefined;
  if (text.includes('-----BEGIN') && privateKey.test(text)) return 'a private key';
  if (text.includes('@') && text.includes('://') && password.test(text)) return 'a password in a URL';
  if (text.includes('LS0tLS1CRUdJTi') && encodedKey.test(text)) return 'a private key in base64';
  return token.test(text) ? 'a key of a service' : undefined;
}

/** Whether any text below the value has a secret. Only then are paths computed. */
function hasSecret(value: Json | undefined): boolean {
  if (typeof value === 'string') return given(value) !== undefined;
  if (Array.isArray(value)) return value.some(hasSecret);
  if (!isObject(value)) return false;
  for (const key in value) if (hasSecret(value[key])) return true;
  return false;
}

const about: RuleText = {
  name: 'secrets/value',
  severity: 'error',
  demands: 'No text of an object is a private key, a password in a URL, or a key of a well-known service.',
  why: 'Everyone who can read the repository, or ConfigMaps and pods in the cluster, has the secret.',
  source: 'RFC 7468 (PEM); RFC 3986, section 3.2.1 (passwords in URLs); the prefixes that the services publish for secret scanners.',
};

const rendered = objectRule(about, [], ({ data, kind }) => {
  // The rule secrets/inline checks Secrets.
  if (kind === 'Secret' || !hasSecret(data)) return [];
  return [...textsIn(data)].flatMap(([text, path]) => {
    const found = given(text);
    const fix = 'replace it with a new one, because it is in the Git history: keep it in a Secret of the cluster, and refer to that Secret';
    return found ? [{ path, problem: `it contains ${found}`, fix }] : [];
  });
});

/** Plain texts that every cluster gets: the repository of the output, and the configuration of ExternalDNS. */
const planned = fleetRule(about, ({ fleet: { delivery, dns }, clusters }) => {
  const secretsIn = (at: string, texts: readonly string[], fix: string): readonly PlanFound[] =>
    [...new Set(texts.flatMap(text => given(text) ?? []))].map(found => ({ at, problem: `it contains ${found}`, fix }));
  const words = clusters.flatMap(cluster => {
    const { args, env } = dns.provider.bind({ cluster, zone: dns.zone, scope: 'local' });
    return [...args, ...env.flatMap(variable => ('value' in variable ? [variable.value] : []))];
  });
  return [
    ...secretsIn(
      'fleet.delivery',
      delivery ? [delivery.repoUrl, delivery.revision, delivery.path] : [],
      'remove the credentials from the URL, and configure them in a Secret of Argo CD',
    ),
    ...secretsIn('fleet.dns.provider', words, 'keep it in a Secret of the cluster, and let the provider refer to that Secret'),
  ];
});

/** No text of an object contains a key or a password. */
export const secretValue: Rule = { ...rendered, ...planned };
