import { Construct, Node } from 'constructs';

/** Where jsii, which compiles `constructs`, keeps the version of a class. */
const compiled = Symbol.for('jsii.rtti');

/**
 * The scope itself, when it can hold constructs of the copy of `constructs` that this package uses.
 *
 * A project may have two copies. Some versions hold nodes of each other and some do not (10.3 holds none of 10.8), and what is
 * thrown then names no package. So a foreign scope is asked to hold one.
 * @throws an Error that names both versions and the way out
 */
export function checkedScope<Scope extends Construct>(scope: Scope): Scope {
  const node: unknown = scope?.node;
  if (node === undefined || node instanceof Node) return scope;
  const trial = 'georaft: does this scope hold our constructs';
  try {
    new Construct(scope, trial);
  } catch (cause) {
    const problem = `the scope '${scope.node.path}' comes from another copy of constructs (${version(node)} beside ${version(Node.prototype)})`;
    throw new Error(`${problem}, which cannot hold constructs of this one; keep one copy: 'npm ls constructs' shows them`, { cause });
  } finally {
    scope.node.tryRemoveChild(trial);
  }
  return scope;
}

function version(node: unknown): string {
  const { constructor: made } = node as { readonly constructor: { readonly [compiled]?: { readonly version?: unknown } } };
  return String(made[compiled]?.version ?? 'of unknown version');
}
