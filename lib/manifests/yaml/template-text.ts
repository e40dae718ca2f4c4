/** A line whose value is a template action, or that has an action of Helm anywhere in it. */
const action =
  /^\s*(?:-\s+)*(?:["']?[\w./-]+["']?:\s+)?(\{\{.*)$|(\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files)\b|include\s|template\s|toYaml\s).*)$/;

/** A line that begins a block scalar. Braces within the scalar are part of its text. */
const blockHeader = /^(\s*(?:-\s+)*)(?:.*:\s+)?(?:[!&]\S+\s+)*[|>][-+\d]*\s*(?:#.*)?$/;

/** The most characters of a template that a finding prints. */
const longest = 40;

/** The first template action of a file, which a program must render before the file can be applied; undefined where it has none. */
export function templateMark(text: string): { readonly text: string; readonly line: number } | undefined {
  if (!text.includes('{{')) return undefined;
  // Lines indented deeper than this belong to a block scalar.
  let block: number | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    const depth = line.search(/\S/);
    if (depth === -1 || line[depth] === '#') continue;
    if (block !== undefined && depth > block) continue;
    block = blockHeader.exec(line)?.[1]?.length;
    const [, whole, helm] = action.exec(line) ?? [];
    const found = (whole ?? helm)?.trim();
    if (found !== undefined) return { text: found.length > longest ? `${found.slice(0, longest)}…` : found, line: at + 1 };
  }
  return undefined;
}
