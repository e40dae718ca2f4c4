import { createHash } from 'node:crypto';
import type { Declarations } from './declarations';
import { exactText } from './exact-text';

/** The first line. Another one is of a version that knew another form. */
const heading = 'georaft digests 1';

/** What is known of a file that was rendered before. */
interface KnownFile {
  readonly digest: string;
  /** The declarations, as they are written. */
  readonly declared: string;
}

/** A file that need not be rendered, if it holds what it should. */
export interface ReusableFile {
  matches(content: Uint8Array): boolean;
  /** What it declares; to be asked for only once its content matches. */
  readonly declarations: Declarations;
}

/**
 * Tells which files would be rendered to what they hold already.
 *
 * A digest covers all that decides a file: the renderer, the plan, what the file declares, and its content. So each is a fact of
 * its own. A file that was edited, a digest from another version or from a merge of two branches, and a line that somebody changed
 * match nothing, and the file is rendered.
 */
export class UnitDigests {
  private readonly known: ReadonlyMap<string, KnownFile>;
  private readonly lines: string[] = [];
  private readonly declared = new Map<string, number>();
  private readonly parsed = new Map<string, Declarations>();

  /**
   * @param renderer what renders, as `rendererIdentity` says it
   * @param previous text of the digests of the last output; empty where there are none
   */
  constructor(
    private readonly renderer: string,
    previous: string,
  ) {
    this.known = readDigests(previous);
  }

  /** A part of a plan as a text that stands for it; undefined where no text can, so that its files are rendered each time. */
  part(plan: unknown): string | undefined {
    return exactText(plan);
  }

  /** The same for a part that many files have: a short text. */
  sharedPart(plan: unknown): string | undefined {
    const text = exactText(plan);
    return text === undefined ? undefined : digestOf([text], '');
  }

  /** The file of this path, if one was rendered from these parts of a plan. */
  reusable(path: string, parts: readonly string[]): ReusableFile | undefined {
    const known = this.known.get(path);
    if (!known) return undefined;
    const declarations = (): Declarations => this.declarations(known.declared);
    return {
      matches: content => digestOf([this.renderer, ...parts, path, known.declared], content) === known.digest,
      get declarations() {
        return declarations();
      },
    };
  }

  /** Notes a file that was rendered, or found as it would be. */
  add(path: string, parts: readonly string[], declarations: Declarations, content: string | Uint8Array): void {
    const declared = JSON.stringify(declarations);
    this.note(path, declared, digestOf([this.renderer, ...parts, path, declared], content));
  }

  /** Notes a file that is used again. */
  keep(path: string): void {
    const { declared, digest } = this.known.get(path) ?? { declared: '', digest: '' };
    this.note(path, declared, digest);
  }

  /** The text of the digests: the same for the same files, whether they were rendered or kept. */
  get text(): string {
    return `${[heading, ...this.lines].join('\n')}\n`;
  }

  private note(path: string, declared: string, digest: string): void {
    let number = this.declared.get(declared);
    if (number === undefined) {
      number = this.declared.size;
      this.declared.set(declared, number);
      this.lines.push(`${number} ${declared}`);
    }
    this.lines.push(`${digest} ${number} ${path}`);
  }

  private declarations(text: string): Declarations {
    const known = this.parsed.get(text) ?? (JSON.parse(text) as Declarations);
    this.parsed.set(text, known);
    return known;
  }
}

/** A digest of texts in an order, each apart from the next, and of a file's content. Nothing is joined for it: that is most of its time. */
function digestOf(parts: readonly string[], content: string | Uint8Array): string {
  const hash = createHash('sha256').update(`${parts.map(({ length }) => length).join(' ')}:`);
  for (const part of parts) hash.update(part);
  return hash.update(content).digest('base64url');
}

/** `<number> <declarations>` and `<digest> <number> <path>`, a line each; whatever is neither is no digest. */
function readDigests(text: string): ReadonlyMap<string, KnownFile> {
  const [first, ...lines] = text.split('\n');
  const files = new Map<string, KnownFile>();
  if (first !== heading) return files;
  const declarations = new Map<string, string>();
  for (const line of lines) {
    const [, number, declared] = /^(\d+) (\{.*)$/.exec(line) ?? [];
    if (number !== undefined && declared !== undefined) declarations.set(number, declared);
    const [, digest, of = '', path] = /^([\w-]{43}) (\d+) (.+)$/.exec(line) ?? [];
    const known = declarations.get(of);
    if (digest !== undefined && path !== undefined && known !== undefined) files.set(path, { digest, declared: known });
  }
  return files;
}
