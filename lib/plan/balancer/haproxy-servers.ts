import { hostPort } from '../access/host-port';
import type { BalancerPlan, BalancerServer } from '../model/balancer-plan';

/** What a server is in a backend: its health is asked there, or it follows another backend's; a rescuer serves once all others are down. */
export type ServerUse = { readonly kind: 'asks' } | { readonly kind: 'follows' | 'rescues'; readonly backend: string };

/** A text as one word of the configuration: nothing within single quotes means anything. Source: HAProxy configuration manual, 2.2. */
export const haproxyWord = (text: string): string => (/^[\w/.:?&=%~@+,;!*()-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** How a backend asks for health. */
export function checkLines({ check }: BalancerPlan): readonly string[] {
  if (check.kind === 'tcp') return [];
  return [
    'option httpchk',
    `http-check send meth GET uri ${haproxyWord(check.path)} ver HTTP/1.1 hdr Host ${check.host}`,
    `http-check expect rstatus ^${check.statuses}`,
  ];
}

/** One server, as HAProxy reads it. */
export function serverLine(
  { check, sessions, partialFailure }: BalancerPlan,
  { name, address, port }: BalancerServer,
  weight: number,
  use: ServerUse,
): string {
  const words = [`server ${name} ${hostPort(address, port)}`, `weight ${weight}`];
  if (use.kind === 'asks') {
    words.push('check');
    if (check.port !== undefined) words.push(`port ${check.port}`);
    if (check.kind === 'http' && check.tls) words.push(`check-ssl verify none check-sni ${check.host}`);
    // Until checks have failed every retry would go to the cluster that is lost, and other clusters' servers serve once all own are down.
    if (partialFailure.kind === 'forward') words.push('observe layer4 error-limit 1 on-error mark-down');
  } else words.push(`track ${use.backend}/${name}`);
  if (use.kind === 'rescues') words.push('backup');
  if (sessions.kind === 'cookie') words.push(`cookie ${name}`);
  return words.join(' ');
}
