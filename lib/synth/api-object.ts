import { ApiObject } from 'cdk8s';

/**
 * Whether a construct is an object of Kubernetes, whichever copy of cdk8s made it.
 *
 * Older copies of cdk8s, such as 2.5, do not mark their objects for other copies. Without this check those objects would be left out.
 */
export const isApiObject = (node: unknown): node is ApiObject => ApiObject.isApiObject(node) || looksLikeApiObject(node);

function looksLikeApiObject(node: unknown): boolean {
  const { apiVersion, kind, toJson, metadata } = (node ?? {}) as Readonly<Record<string, unknown>>;
  return typeof toJson === 'function' && typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata === 'object';
}
