import { memoized } from './memoized';

/** The minor version of Kubernetes: 34 for `1.34`, `v1.34` and `v1.34.4`; undefined for any other text. */
export const minorOf = (version: string | undefined): number | undefined => (version === undefined ? undefined : read(version).minor);

const read = memoized(version => {
  const minor = /^v?1\.(\d{1,3})(?:\.|$)/.exec(version)?.[1];
  return { minor: minor === undefined ? undefined : Number(minor) };
});
