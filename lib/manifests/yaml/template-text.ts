/** A line whose value is left to a program, and what Helm puts into one. */
const action =
  /^\s*(?:-\s+)*(?:["']?[\w./-]+["']?:\s+)?(\{\{.*)$|(\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files)\b|include\s|template\s|toYaml\s).*)$/;

/** What begins a text of several lines, in which braces are a part of the text. */
const blockHeader = /^(\s*(?:-\s+)*)(?:.*:\s+)?(?:[!&]\S+\s+)*[|>][-+\d]*\s*(?:#.*)?$/;

/** So much of a template is shown. */
const longest = 40;

/** What shows that a file is a template, which a program must render before anybody applies it; undefined where nothing does. */
export function templateMark(text: string): { readonly text: string; readonly line: number } | undefined {
  if (!text.includes('{{')) return undefined;
  // Lines deeper than this are within a text.
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
