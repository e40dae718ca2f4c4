/**
 * A value as `json-stable-stringify` prints it with two spaces: keys in order, and what is empty on two lines.
 *
 * cdktf writes its files so; undefined and functions are not to be given.
 */
export function stableJson(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map(item => stableJson(item, deeper))
    : Object.keys(value)
        .sort()
        .map(key => `${JSON.stringify(key)}: ${stableJson((value as Record<string, unknown>)[key], deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}${parts.map(part => `\n${deeper}${part}`).join(',')}\n${indent}${close}`;
}
