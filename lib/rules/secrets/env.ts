import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { listAt, objectAt, type Path, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** A name says that its value is secret. What only keeps groups apart is none: etcd's cluster token. */
const secretName =
  /(?:^|[_.-])(?:password|passwd|passphrase|secret|token|credentials?|(?:api|access|private|secret|encryption|signing)[_-]?key)$/i;
const openName = /cluster[_-]?token$/i;
/** Flags that take the name of a Secret end alike, so fewer words are secret there. */
const secretFlag =
  /^--?([\w.-]*(?:password|passwd|passphrase|token|tsig-secret|client-secret|(?:api|access|private|secret|encryption)-?key))=(.+)$/i;

/** The same of flags that are no switches, so that the next argument is their value. */
const secretFlagBefore = /^--?([\w.-]*(?:password|passwd|passphrase|tsig-secret|client-secret))$/i;

/** A reference, a path, a switch or a number says where the secret is, or is none. */
const harmless = /^(?:\$[({].*|\/.*|\.{1,2}\/.*|file:.*|true|false|\d{1,5}|<.*>|\*+)?$/is;

/** What is secret comes from a Secret, and not from the manifest. */
export const secretVariable = objectRule(
  {
    name: 'secrets/env',
    severity: 'error',
    demands:
      'A variable, an argument or an entry of a ConfigMap that is named like a password, a token or a key has no value of its own: it refers to a Secret or to a file.',
    why: 'Its value is in the repository, in the description of every pod, and in the logs of whatever prints its arguments.',
    source: 'Kubernetes documentation, "Good practices for Kubernetes Secrets"; Argo CD documentation, "Secret management".',
  },
  [...workloadKinds, 'ConfigMap'],
  object => {
    const found: ObjectFound[] = [];
    const add = (path: Path, name: string, value: string | undefined): void => {
      if (value === undefined || harmless.test(value)) return;
      const problem = `${name} is named like a secret, and its value is written here`;
      found.push({ path, problem, fix: 'take the value from a Secret that is made in the cluster, and make a new one' });
    };
    const isSecret = (name: string): boolean => secretName.test(name) && !openName.test(name);
    if (object.kind === 'ConfigMap') {
      for (const [key, value] of Object.entries(objectAt(object.data, 'data')))
        if (typeof value === 'string' && isSecret(key)) add(['data', key], key, value);
      return found;
    }
    const template = podTemplate(object);
    for (const { data, path } of template ? containersOf(template) : []) {
      for (const [at, variable] of listAt(data, 'env').entries()) {
        const name = textAt(variable, 'name') ?? '';
        if (isSecret(name)) add([...path, 'env', at, 'value'], name, textAt(variable, 'value'));
      }
      for (const list of ['command', 'args'] as const) {
        const given = listAt(data, list);
        for (const [at, arg] of given.entries()) {
          if (typeof arg !== 'string' || !arg.startsWith('-')) continue;
          const [, name = '', value] = secretFlag.exec(arg) ?? [];
          if (value !== undefined && !openName.test(name)) add([...path, list, at], `--${name}`, value);
          const [, before] = secretFlagBefore.exec(arg) ?? [];
          const next = given[at + 1];
          if (before !== undefined && typeof next === 'string' && !next.startsWith('-')) add([...path, list, at + 1], `--${before}`, next);
        }
      }
    }
    return found;
  },
);
