/** What a thrown value says of itself. Anything can be thrown, not errors alone. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
