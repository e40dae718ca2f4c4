import type { MemberPool } from '../manifests/pods/member-pool';
import { listAt } from '../manifests/yaml/json';
import type { ObjectFound } from './rule';
import { fieldOf, given, item, nameless } from './subject';

/**
 * The subject of a finding about a missing setting of the members: a flag, an environment variable, or a file of a ConfigMap.
 *
 * The subject is the missing argument, variable or volume, or the whole list if that is missing.
 */
export function untold(pool: MemberPool, name: string): Required<Pick<ObjectFound, 'about' | 'reads'>> {
  const { object, member, template } = pool;
  if (name.startsWith('-')) return { about: [given(object, ...member.path, 'args', name)], reads: [] };
  const volumes = [...template.specPath, 'volumes'];
  const variables = [...member.path, 'env'];
  // A name with a dot is a file: names of variables have none.
  return name.includes('.')
    ? {
        about: [given(object, ...volumes, name)],
        reads: listAt(object.data, ...volumes).map((_, position) => fieldOf(object, ...volumes, position)),
      }
    : { about: [item(object, variables, name)], reads: [item(object, variables, name), ...nameless(object, variables)] };
}
