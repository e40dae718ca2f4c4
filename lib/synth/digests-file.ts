/** Name of the file in the output folder that holds the digests. No tool takes it for a manifest, and nothing is delivered from it. */
export const digestsFile = '.georaft-digests';
