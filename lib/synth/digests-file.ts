/** Name of the file in the output folder that holds the digests. Tools do not take it for a manifest, and nothing in it is delivered. */
export const digestsFile = '.georaft-digests';
