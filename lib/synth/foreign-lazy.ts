import { type IResolver, Lazy } from 'cdk8s';

/**
 * Resolves the lazy values of another copy of cdk8s.
 *
 * Every copy uses the resolvers of the app. Those know a lazy value by the class of the app's own copy only. Without this resolver, most
 * L2 constructs of a second copy could not be printed.
 */
export const foreignLazy: IResolver = {
  resolve(context) {
    const value: unknown = context.value;
    if (isForeign(value)) context.replaceValue(value.produce());
  },
};

function isForeign(value: unknown): value is Pick<Lazy, 'produce'> {
  if (typeof value !== 'object' || value === null || value instanceof Lazy) return false;
  return value.constructor?.name === Lazy.name && typeof (value as { readonly produce?: unknown }).produce === 'function';
}
