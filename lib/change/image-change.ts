import { hasDigest } from '../manifests/pods/image-tag';
import type { ChangeKind } from './catalogue';

/** The kind of a change of an image, and the version that must be installed first, if there is one. */
export interface ImageChange {
  readonly kind: ChangeKind;
  readonly floor?: string;
}

/** Versions from which an upgrade to the next minor version is known to work, by engine and that next version. */
const floors: Readonly<Record<string, Readonly<Record<string, readonly [number, number, number]>>>> = {
  etcd: { '3.6': [3, 5, 32], '3.7': [3, 6, 11] },
};

/** Flags that a version no longer knows, by engine and version. */
const removedFlags: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = { etcd: { '3.7': /^--experimental-/ } };

/** Judges a change of the image of an engine. */
export function imageKind(engine: string, before: string, after: string): ImageChange {
  const [from, to] = [versionOf(before), versionOf(after)];
  if (!to) return { kind: hasDigest(after) ? 'engine.image' : 'engine.floating-image' };
  if (!from || repositoryOf(before) !== repositoryOf(after)) return { kind: 'engine.image' };
  const [major, minor, patch] = from;
  const [nextMajor, nextMinor] = to;
  if (nextMajor !== major) return { kind: nextMajor < major ? 'engine.down' : 'engine.skips' };
  if (nextMinor === minor) return { kind: 'engine.patch' };
  if (nextMinor < minor) return { kind: 'engine.down' };
  if (nextMinor > minor + 1) return { kind: 'engine.skips' };
  const floor = floors[engine]?.[`${nextMajor}.${nextMinor}`];
  const isBelow = floor?.[0] === major && floor[1] === minor && patch < floor[2];
  return isBelow ? { kind: 'engine.floor', floor: floor.join('.') } : { kind: 'engine.minor-up' };
}

/** The arguments that the version of an image no longer knows. */
export function unknownFlags(engine: string, image: string, args: readonly string[]): readonly string[] {
  const version = versionOf(image);
  const gone = version && removedFlags[engine];
  if (!gone) return [];
  const from = Object.entries(gone).filter(([since]) => isAtLeast(version, since));
  return args.filter(arg => from.some(([, pattern]) => pattern.test(arg)));
}

type Version = readonly [number, number, number];

/** The full version in an image's tag; undefined where the tag has none. */
function versionOf(image: string): Version | undefined {
  const tag = /:v?(\d+)\.(\d+)\.(\d+)(?:[-.+_][\w.+-]*)?(?:@.*)?$/.exec(image);
  return tag ? [Number(tag[1]), Number(tag[2]), Number(tag[3])] : undefined;
}

/** An image without its tag and its digest. */
const repositoryOf = (image: string): string => image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');

function isAtLeast([major, minor]: Version, since: string): boolean {
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}
