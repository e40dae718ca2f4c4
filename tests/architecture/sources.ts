import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

export const root = resolve(__dirname, '..', '..');

/** One import or re-export of a module. */
export interface Import {
  /** As written. */
  readonly from: string;
  /** Path of the file that it leads to, for example `lib/domain/dns.ts`; undefined where it is a package. */
  readonly file: string | undefined;
  /** Imported names, without aliases; empty where everything or nothing is imported by name. */
  readonly names: readonly string[];
  /** Whether it is gone after compilation. */
  readonly typeOnly: boolean;
  readonly exports: boolean;
}

/** One file, read as text: TypeScript 7 has no compiler that a program could ask. */
export interface Source {
  /** Path below the repository, with '/'. */
  readonly path: string;
  readonly text: string;
  /** The text of the same length in which comments and the insides of texts and regular expressions are spaces. */
  readonly code: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript file below some folders of the repository, by path. */
export const sources = (...folders: readonly string[]): readonly Source[] =>
  folders.flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(path => posix.join(folder, path.replaceAll('\\', '/')))
      .filter(path => path.endsWith('.ts'))
      .sort()
      .map(path => source(path, readFileSync(join(root, path), 'utf8'))),
  );

/** A file from its text. Most tests ask for one of its readings: each is made when it is asked for. */
export function source(path: string, text: string): Source {
  let code: string | undefined;
  let found: readonly Import[] | undefined;
  return {
    path,
    text,
    get code() {
      code ??= blank(text, true);
      return code;
    },
    get imports() {
      found ??= imports(path, blank(text, false));
      return found;
    },
  };
}

/** `path:line` of each place where a pattern occurs, with what is there. */
export const places = ({ path, code }: Source, pattern: RegExp, text: string = code): readonly string[] =>
  [...text.matchAll(new RegExp(pattern, 'g'))].map(({ 0: found, index }) => `${path}:${lineAt(text, index)} ${found.trim()}`);

export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const statement = /^(import|export)\s+(type\s+)?([\w$*\s{},]*?)\s*from\s*'([^']+)'/gm;
const dynamic = /(typeof\s+)?\b(?:require|import)\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm;

function imports(path: string, text: string): readonly Import[] {
  const written = [...text.matchAll(statement)].map(([, keyword, type, clause = '', from = '']): Import => {
    const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
    const parts = named.split(',').flatMap(part => (part.trim() === '' ? [] : [part.trim()]));
    const onlyNamed = /^\{[^}]*\}$/.test(clause.trim());
    return {
      from,
      file: fileOf(path, from),
      names: parts.map(part => part.replace(/^type\s+/, '').replace(/\s+as\s.*$/, '')),
      typeOnly: type !== undefined || (onlyNamed && parts.length > 0 && parts.every(part => part.startsWith('type '))),
      exports: keyword === 'export',
    };
  });
  const asked = [...text.matchAll(dynamic)].map(([, type, called, bare]): Import => {
    const from = called ?? bare ?? '';
    return { from, file: fileOf(path, from), names: [], typeOnly: type !== undefined, exports: false };
  });
  return [...written, ...asked];
}

/** Folders in imports are their index; data is imported by its full name. */
function fileOf(path: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(path), from);
  const folder = target === 'lib' || target === 'clusters' || target === 'lib/terraform';
  return folder ? `${target}/index.ts` : target.endsWith('.json') ? target : `${target}.ts`;
}

/** Puts spaces in place of comments and, when asked, of the insides of texts. Template expressions stay. */
function blank(text: string, texts: boolean): string {
  const out = [...text];
  const templates: number[] = []; // depth of braces within each open template expression
  const wipe = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) if (out[at] !== '\n') out[at] = ' ';
  };
  /** Reads to the end of a text that starts before `at`, and returns the position behind it. */
  const quoted = (at: number, end: string): number => {
    let here = at;
    while (here < text.length && text[here] !== end) {
      if (end === '`' && text.startsWith('${', here)) {
        if (texts) wipe(at, here);
        templates.push(0);
        return here + 2;
      }
      here += text[here] === '\\' ? 2 : 1;
    }
    if (texts) wipe(at, here);
    return here + 1;
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    const depth = templates.at(-1);
    if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      const line = text[at + 1] === '/';
      const found = text.indexOf(line ? '\n' : '*/', at + 2);
      const end = found < 0 ? text.length : found + (line ? 0 : 2);
      wipe(at, end);
      at = end;
    } else if (character === "'" || character === '"' || character === '`') at = quoted(at + 1, character);
    else if (character === '/' && startsRegularExpression(text, at)) {
      const end = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.exec(text.slice(at))?.[0].length ?? 1;
      if (texts) wipe(at + 1, at + end - 1);
      at += end;
    } else if (depth !== undefined && character === '{') at = step(at, depth + 1);
    else if (depth !== undefined && character === '}') {
      if (depth === 0) {
        templates.pop();
        at = quoted(at + 1, '`');
      } else at = step(at, depth - 1);
    } else at += 1;
  }
  return out.join('');

  function step(at: number, depth: number): number {
    templates[templates.length - 1] = depth;
    return at + 1;
  }
}

/** Whether a slash begins a regular expression: by what is before it, which is looked at from behind. */
function startsRegularExpression(text: string, slash: number): boolean {
  let end = slash;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return text.slice(end, slash).includes('\n') || /(^|[(,=:[!&|?{};+]|=>|\breturn)$/.test(text.slice(Math.max(0, end - 7), end));
}
