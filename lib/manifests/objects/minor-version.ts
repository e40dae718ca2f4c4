import { memoized } from './memoized';
/** The minor of a Kubernetes version: 34 of `1.34`, of `v1.34` and of `v1.34.4`; undefined where it is none. */
export const minorOf = (version: string | undefined): number | undefined => (version === undefined ? undefined : read(version).minor);

const read = memoized(version => {
  const minor = /^v?1\.(\d{1,3})(?:\.|$)/.exec(version)?.[1];
  return { minor: minor === undefined ? undefined : Number(minor) };
});
