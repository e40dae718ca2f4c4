import { Scalar, type ScalarTag, stringify } from 'yaml';
import { stringifyString } from 'yaml/util';

type Context = Parameters<NonNullable<ScalarTag['stringify']>>[1];

/** What cdk8s passes to the `yaml` library (cdk8s, lib/yaml.js). */
export const options = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/** Decisions that are kept, for each of two generations. About 10 MiB at most, since only short texts are kept. */
const limit = 20_000;
const longest = 256;

/**
 * How the `yaml` library writes a text: plain, quoted or as a block.
 *
 * Quoting is where own printers go wrong, so every decision is the library's; those for short texts of one line do not
 * depend on the place and are kept, the oldest generation dropped when the newer is full.
 */
export class Scalars {
  private readonly context = captureContext();
  private recent = new Map<string, string>();
  private older = new Map<string, string>();

  /** A value that stands `indent` deep. */
  value(text: string, indent: string): string {
    if (text.length > longest || text.includes('\n')) return this.decide(text, indent, false);
    return this.kept(`v${text}`) ?? this.keep(`v${text}`, this.decide(text, indent, false));
  }

  /** The key of a mapping, or undefined where the library would write it in another form than `key: value`. */
  key(text: string): string | undefined {
    if (text.length > longest || /[\n\r\u2028\u2029]|^---|^\.\.\./.test(text)) return undefined;
    return this.kept(`k${text}`) ?? this.keep(`k${text}`, this.decide(text, '    ', true));
  }

  private decide(text: string, indent: string, implicitKey: boolean): string {
    if (text === '<<') return text; // the library's merge tag claims it, as a value too
    const context = { ...this.context, indent, implicitKey, actualString: true };
    return stringifyString(new Scalar(text), context as Context);
  }

  private kept(key: string): string | undefined {
    const found = this.recent.get(key);
    if (found !== undefined) return found;
    const old = this.older.get(key);
    return old === undefined ? undefined : this.keep(key, old);
  }

  private keep(key: string, decision: string): string {
    if (this.recent.size >= limit) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, decision);
    return decision;
  }
}

/** The library's own context for a value inside a mapping, taken from a tag that it asks to print itself. */
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
