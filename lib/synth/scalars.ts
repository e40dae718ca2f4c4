import type { ScalarTag } from 'yaml';
import { Scalar, stringify, stringifyString } from './yaml-library';

type Context = Parameters<NonNullable<ScalarTag['stringify']>>[1];

/** The options that cdk8s passes to the `yaml` library (cdk8s, lib/yaml.js). */
export const options = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/** The most decisions in each half of a memory. They take a few MiB at most, since only short texts are kept. */
const limit = 10_000;
/** The longest text whose decision is kept. */
const longest = 256;

/**
 * How the `yaml` library writes a text: plain, quoted or as a block.
 *
 * Quoting is easy to get wrong, so the library makes every decision. Decisions for short texts of one line do not depend on the place,
 * and are kept.
 */
export class Scalars {
  private readonly context = captureContext();
  private readonly values = new Memory();
  private readonly keys = new Memory();

  /** A value, printed with an indent. */
  value(text: string, indent: string): string {
    const kept = this.values.get(text);
    if (kept !== undefined) return kept;
    const decision = this.decide(text, indent, false);
    if (text.length <= longest && !text.includes('\n')) this.values.set(text, decision);
    return decision;
  }

  /** The key of a mapping, or undefined where the library would not write it as `key: value`. */
  key(text: string): string | undefined {
    const kept = this.keys.get(text);
    if (kept !== undefined) return kept;
    if (text.length > longest || /[\n\r\u2028\u2029]|^---|^\.\.\./.test(text)) return undefined;
    const decision = this.decide(text, '    ', true);
    this.keys.set(text, decision);
    return decision;
  }

  private decide(text: string, indent: string, implicitKey: boolean): string {
    if (text === '<<') return text; // the library's merge tag applies to it, also as a value
    const context = { ...this.context, indent, implicitKey, actualString: true };
    return stringifyString(new Scalar(text), context as Context);
  }
}

/** The latest decisions. When the newer half is full, the older half is forgotten. */
class Memory {
  private recent = new Map<string, string>();
  private older = new Map<string, string>();

  get(text: string): string | undefined {
    const found = this.recent.get(text);
    if (found !== undefined) return found;
    const old = this.older.get(text);
    if (old !== undefined) this.set(text, old);
    return old;
  }

  set(text: string, decision: string): void {
    if (this.recent.size >= limit) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(text, decision);
  }
}

/** The library's own context for a value inside a mapping. A probe tag captures it when the library prints the tag. */
function captureContext(): Context {
  class Probe {}
  let context: Context | undefined;
  const tag: ScalarTag = {
    tag: '!probe',
    identify: value => value instanceof Probe,
    resolve: text => text,
    stringify: (_item, given) => {
      context = given;
      return '';
    },
  };
  stringify({ probe: new Probe() }, { ...options, customTags: [tag] });
  if (!context) throw new Error('the yaml library did not print its tag');
  return context;
}
