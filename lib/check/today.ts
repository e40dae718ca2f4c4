/** The day that it is, `YYYY-MM-DD`, in UTC. The only clock of the library: no output depends on it, only what is accepted. */
export const today = (): string => new Date().toISOString().slice(0, 10);
