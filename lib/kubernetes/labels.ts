import type { Component } from '../plan/model/network-edge';

/** Labels of every object of a system. */
export const systemLabels = ({ name }: { readonly name: string }): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/managed-by': 'georaft',
});

/** What selects the pods of one component. @immutable Selectors of StatefulSets and Deployments cannot change. */
export const selector = ({ name }: { readonly name: string }, component: Component): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/component': component,
});

/** Marks which of the cluster's instances of ExternalDNS is to publish something: `local`, `global` or `computed`. */
export const dnsScopeLabel = 'georaft.io/dns-scope';

/** Labels of a namespace under the restricted Pod Security Standard, pinned so that an upgrade of the server changes nothing. */
export const restrictedLabels = (version: string): Readonly<Record<string, string>> => ({
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': `v${version}`,
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/audit-version': `v${version}`,
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/warn-version': `v${version}`,
});
