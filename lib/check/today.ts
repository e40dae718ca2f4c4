/** The current day in UTC, `YYYY-MM-DD`. It is the library's only clock: no output depends on it, only which findings are accepted. */
export const today = (): string => new Date().toISOString().slice(0, 10);
