/**
 * A text as lines of at most `columns` characters, each with an indent.
 *
 * Words are never broken, so that paths and names can be copied. Without `columns` the text stays on one line, for `grep`.
 */
export function wrap(text: string, indent: string, columns: number | undefined): string {
  const room = Math.max(40, (columns ?? Number.POSITIVE_INFINITY) - 1) - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map(each => `${indent}${each}`).join('\n');
}
