import { hostPort } from '../access/host-port';
import type { BalancerPlan, BalancerServer } from '../model/balancer-plan';

/**
 * How a backend uses a server. `checked`: the backend checks its health. `tracks`: it takes the health from another backend. `backup`: the
 * same, and the server serves only once all others are down.
 */
export type ServerUse = { readonly kind: 'checked' } | { readonly kind: 'tracks' | 'backup'; readonly backend: string };

/** A text as one word of the configuration. Within single quotes no character is special (HAProxy configuration manual, 2.2). */
export const haproxyWord = (text: string): string => (/^[\w/.:?&=%~@+,;!*()-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The lines of a backend that configure its health check. */
export function checkLines({ check }: BalancerPlan): readonly string[] {
  if (check.kind === 'tcp') return [];
  return [
    'option httpchk',
    `http-check send meth GET uri ${haproxyWord(check.path)} ver HTTP/1.1 hdr Host ${check.host}`,
    `http-check expect rstatus ^${check.statuses}`,
  ];
}

/** The `server` line of one server. */
export function serverLine(
  { check, sessions, partialFailure }: BalancerPlan,
  { name, address, port }: BalancerServer,
  weight: number,
  use: ServerUse,
): string {
  const words = [`server ${name} ${hostPort(address, port)}`, `weight ${weight}`];
  if (use.kind === 'checked') {
    words.push('check');
    if (check.port !== undefined) words.push(`port ${check.port}`);
    if (check.kind === 'http' && check.tls) words.push(`check-ssl verify none check-sni ${check.host}`);
    // Other clusters' servers serve only once all own ones are down. Until checks have failed, every retry would go to the lost cluster; so
    // one failed connection marks a server down.
    if (partialFailure.kind === 'forward') words.push('observe layer4 error-limit 1 on-error mark-down');
  } else words.push(`track ${use.backend}/${name}`);
  if (use.kind === 'backup') words.push('backup');
  if (sessions.kind === 'cookie') words.push(`cookie ${name}`);
  return words.join(' ');
}
