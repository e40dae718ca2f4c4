import { ApiObject } from 'cdk8s';

/**
 * Whether a construct is an object of Kubernetes, whichever copy of cdk8s made it.
 *
 * Older copies (2.5 is one) do not mark theirs so that others know them, and an object that is not known would be left out.
 */
export const isApiObject = (node: unknown): node is ApiObject => ApiObject.isApiObject(node) || answersAsOne(node);

function answersAsOne(node: unknown): boolean {
  const { apiVersion, kind, toJson, metadata } = (node ?? {}) as Readonly<Record<string, unknown>>;
  return typeof toJson === 'function' && typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata === 'object';
}
