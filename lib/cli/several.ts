/** A number of things. */
export const several = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
