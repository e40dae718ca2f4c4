import { minorOf } from '../../manifests/minor-version';
import { type ServedApi, servedApis } from '../../manifests/served-apis';
import { objectRule } from '../rule';

/** The oldest version that georaft renders for: what no version since serves, nobody serves. */
const oldest = 28;

const byVersion = new Map<string, readonly ServedApi[]>();
for (const api of servedApis) byVersion.set(api.apiVersion, [...(byVersion.get(api.apiVersion) ?? []), api]);

/** The cluster serves the API of every object. */
export const servedApi = objectRule(
  {
    name: 'versions/api',
    severity: 'error',
    demands: 'The version of the cluster serves the API of every object.',
    why: 'The server does not know such an object, and Argo CD gives up on the whole Application that holds it.',
    source: 'Kubernetes documentation, "Deprecated API Migration Guide"; the changelogs of 1.29 to 1.34.',
  },
  [],
  ({ apiVersion, kind }, { facts }) => {
    const versions = byVersion.get(apiVersion);
    if (!versions) return [];
    const minor = minorOf(facts?.kubernetes);
    return versions
      .filter(({ kinds }) => kinds === undefined || kinds.includes(kind))
      .filter(({ since = 0, until = Number.POSITIVE_INFINITY }) =>
        minor === undefined ? until <= oldest : minor < since || minor >= until,
      )
      .map(({ since, instead }) => ({
        path: ['apiVersion'],
        problem:
          since !== undefined
            ? `${kind} of ${apiVersion} is served since Kubernetes 1.${since}, and the cluster runs ${facts?.kubernetes}`
            : `${kind} of ${apiVersion} is not served ${facts ? `by Kubernetes ${facts.kubernetes}` : 'any more'}`,
        fix: `use ${instead}`,
      }));
  },
);
