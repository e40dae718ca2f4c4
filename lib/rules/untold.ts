import type { MemberPool } from '../manifests/pods/member-pool';
import { listAt } from '../manifests/yaml/json';
import type { ObjectFound } from './rule';
import { fieldOf, given, item, nameless } from './subject';

/**
 * What a finding is about that misses something that the members are to be told: a flag, a variable, or a file of a ConfigMap.
 *
 * It would be among the arguments, the variables or the volumes, and is missing there, or with all of them.
 */
export function untold(pool: MemberPool, name: string): Required<Pick<ObjectFound, 'about' | 'reads'>> {
  const { object, member, template } = pool;
  if (name.startsWith('-')) return { about: [given(object, ...member.path, 'args', name)], reads: [] };
  const volumes = [...template.specPath, 'volumes'];
  const variables = [...member.path, 'env'];
  // A name with a dot is a file: a variable has none.
  return name.includes('.')
    ? {
        about: [given(object, ...volumes, name)],
        reads: listAt(object.data, ...volumes).map((_, position) => fieldOf(object, ...volumes, position)),
      }
    : { about: [item(object, variables, name)], reads: [item(object, variables, name), ...nameless(object, variables)] };
}
