import { Construct, Node } from 'constructs';

/** The key under which jsii, which compiles `constructs`, stores the version of a class. */
const compiled = Symbol.for('jsii.rtti');

/**
 * Returns the scope itself, if it accepts constructs of this package's copy of `constructs`.
 *
 * A project may have two copies. Some versions accept nodes of each other and some do not (10.3 accepts none of 10.8), and the error
 * of `constructs` names no package. So a trial construct is added to a scope of another copy.
 * @throws an Error that names both versions and the fix
 */
export function checkedScope<Scope extends Construct>(scope: Scope): Scope {
  const node: unknown = scope?.node;
  if (node === undefined || node instanceof Node) return scope;
  const trial = 'georaft: does this scope accept our constructs';
  try {
    new Construct(scope, trial);
  } catch (cause) {
    const problem = `the scope '${scope.node.path}' comes from another copy of constructs (${version(node)} and ${version(Node.prototype)})`;
    throw new Error(`${problem}, which does not accept constructs of this one; keep one copy: 'npm ls constructs' shows them`, { cause });
  } finally {
    scope.node.tryRemoveChild(trial);
  }
  return scope;
}

function version(node: unknown): string {
  const { constructor: made } = node as { readonly constructor: { readonly [compiled]?: { readonly version?: unknown } } };
  return String(made[compiled]?.version ?? 'of unknown version');
}
