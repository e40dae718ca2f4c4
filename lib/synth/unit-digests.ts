import { createHash } from 'node:crypto';
import type { Declarations } from './declarations';
import { exactText } from './exact-text';

/** The first line. With another first line, the file is of a version with another format. */
const heading = 'georaft digests 1';

/** What is known about a file that was rendered before. */
interface KnownFile {
  readonly digest: string;
  /** The declarations, as they are written. */
  readonly declared: string;
}

/** A file that need not be rendered if its content matches. */
export interface ReusableFile {
  matches(content: Uint8Array): boolean;
  /** Its declarations. Valid only once its content matches. */
  readonly declarations: Declarations;
}

/**
 * Tells which files need not be rendered, because they already hold what would be rendered.
 *
 * A digest covers everything that decides a file: the renderer, the plan, the declarations and the content. So each digest is valid by
 * itself. After an edit of the file or of its digest, or with a digest of another version or from a merge, nothing matches, and the file
 * is rendered.
 */
export class UnitDigests {
  private readonly known: ReadonlyMap<string, KnownFile>;
  private readonly lines: string[] = [];
  private readonly declared = new Map<string, number>();
  private readonly parsed = new Map<string, Declarations>();

  /**
   * @param renderer the renderer, as `rendererIdentity` identifies it
   * @param previous text of the digests of the last output; empty where there are none
   */
  constructor(
    private readonly renderer: string,
    previous: string,
  ) {
    this.known = readDigests(previous);
  }

  /** An exact text for a part of a plan; undefined where there is none, so that its files are rendered each time. */
  part(plan: unknown): string | undefined {
    return exactText(plan);
  }

  /** A short text for a part of a plan that many files share; undefined as in `part`. */
  sharedPart(plan: unknown): string | undefined {
    const text = exactText(plan);
    return text === undefined ? undefined : digestOf([text], '');
  }

  /** The file at this path, if it was rendered before; `matches` tells whether it was rendered from these parts of a plan. */
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

  /** Records a file that was rendered. */
  add(path: string, parts: readonly string[], declarations: Declarations, content: string | Uint8Array): void {
    const declared = JSON.stringify(declarations);
    this.note(path, declared, digestOf([this.renderer, ...parts, path, declared], content));
  }

  /** Records a file that is kept. */
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

/** A digest of texts, with their lengths to tell them apart, and of a file's content. The texts are not joined, which would take long. */
function digestOf(parts: readonly string[], content: string | Uint8Array): string {
  const hash = createHash('sha256').update(`${parts.map(({ length }) => length).join(' ')}:`);
  for (const part of parts) hash.update(part);
  return hash.update(content).digest('base64url');
}

/** `<number> <declarations>` and `<digest> <number> <path>`, one per line. Other lines are ignored. */
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
