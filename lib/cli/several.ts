/** A count with its noun, in the singular or the plural: `1 file`, `2 files`. */
export const several = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
