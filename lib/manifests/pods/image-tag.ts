/** A version of three numbers or more, as in `v3.6.5`, `1.2.3-alpine`. Another number may precede it, as in `1.0-3.4.10`. */
const fullVersion = /^(?:release[-_.])?(?:v?\d[\d.]*[-_])?v?\d+\.\d+\.\d+(?:[-.+_][\w.+-]*)?$/i;

/** A build of a version: `12-debian-12-r51` of Bitnami, `3.8_1`. */
const revision = /^v?\d[\w.+-]*(?:-r|_)\d+$/;

/** A day: `20230320`, `RELEASE.2023-03-20T20-16-18Z`. */
const day = /(?:^|[-_.])v?20\d\d(?:0[1-9]|1[0-2]|([-.])(?:0[1-9]|1[0-2])\1)(?:0[1-9]|[12]\d|3[01])(?:[-_.T]|$)/;

/** A commit hash of Git. It needs a digit, since seven letters alone can be a word. */
const commit = /(?:^|[-_.])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}$/;

/** Last words of tags that are pushed again and again, whatever precedes them. */
const moving =
  /(?:^|[-_.+])(?:canary|current|daily|dev|devel|develop|development|edge|head|latest|main|master|next|nightly|preview|rolling|snapshot|stable|tip|trunk|unstable)$/i;

const twoNumbers = /^v?(\d+)\.\d+(?:-[\w.]+)?$/;

/** Images whose release versions have two numbers, as PostgreSQL's since 10. */
const twoNumberSeries = /(?:^|\/)(?:postgres|pause|nginx-slim|volume-nfs|cockroach-self-signer-cert)$/;

/** Registries whose tags never change: Kubernetes' image promotion forbids it, and the two older ones are frozen. */
const immutable = /^(?:registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/google[-_]containers)\//;

/** Whether an image is named by its digest, which no other one has. */
export const hasDigest = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image);

/** Whether a tag, by its form, always names the same image: a full version, a build, a day or a commit. */
export function isFixedTag(repository: string, tag: string): boolean {
  if (moving.test(tag)) return false;
  if (fullVersion.test(tag) || revision.test(tag) || day.test(tag) || commit.test(tag)) return true;
  if (immutable.test(repository)) return true;
  const major = twoNumbers.exec(tag)?.[1];
  return major !== undefined && twoNumberSeries.test(repository) && !(repository.endsWith('postgres') && Number(major) < 10);
}
