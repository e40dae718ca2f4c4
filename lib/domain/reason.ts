/** The message of a thrown value. A program can throw any value, not only an Error. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
