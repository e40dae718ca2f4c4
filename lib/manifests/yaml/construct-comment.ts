/** Marks a document with the construct that made it. */
export const constructComment = (path: string): string => `# Source: ${path.replace(/[\r\n]/g, ' ')}\n`;
