/**
 * The current day, `YYYY-MM-DD`, in UTC. It is the only clock of the library. No output depends on it, only which findings are accepted.
 */
export const today = (): string => new Date().toISOString().slice(0, 10);
