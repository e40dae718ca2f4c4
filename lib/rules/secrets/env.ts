import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { listAt, objectAt, type Path, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** Names of secret values. etcd's cluster token is not secret: it only distinguishes groups. */
const secretName =
  /(?:^|[_.-])(?:password|passwd|passphrase|secret|token|credentials?|(?:api|access|private|secret|encryption|signing)[_-]?key)$/i;
const openName = /cluster[_-]?token$/i;
/** Names of flags with secret values. Flags with the name of a Secret look similar, so fewer words count. */
const secretFlag =
  /^--?([\w.-]*(?:password|passwd|passphrase|token|tsig-secret|client-secret|(?:api|access|private|secret|encryption)-?key))=(.+)$/i;

/** The same for flags whose value is the next argument. */
const secretFlagBefore = /^--?([\w.-]*(?:password|passwd|passphrase|tsig-secret|client-secret))$/i;

/** A reference, a path, a switch or a number is not a secret value. */
const harmless =
  /^(?:\$[({].*|\/.*|\.{1,2}\/.*|file:.*|[\w./-]+\.(?:cer|crt|jks|json|key|p12|pem|pfx|txt|ya?ml)|true|false|yes|no|on|off|enabled|disabled|none|null|\d{1,5}|<.*>|\*+)?$/is;

/** Values of etcd's auth-token: the kind of the tokens and the paths of their keys. */
const tokenKind = /^(?:simple|jwt|bearer|opaque)(?:,.*)?$/is;

/** Secret values come from a Secret, not from the manifest. */
export const secretVariable = objectRule(
  {
    name: 'secrets/env',
    severity: 'error',
    demands:
      'An environment variable, an argument or an entry of a ConfigMap with the name of a password, a token or a key refers to a Secret or a file, and has no plain value.',
    why: 'Otherwise the value is in the repository, in the description of every pod, and in the logs of every program that prints its arguments.',
    source: 'Kubernetes documentation, "Good practices for Kubernetes Secrets"; Argo CD documentation, "Secret management".',
  },
  [...workloadKinds, 'ConfigMap'],
  object => {
    const found: ObjectFound[] = [];
    const add = (path: Path, name: string, value: string | undefined): void => {
      if (value === undefined || harmless.test(value) || (/token$/i.test(name) && tokenKind.test(value))) return;
      const problem = `${name} has the name of a secret, and its value is written here`;
      found.push({ path, problem, fix: 'create a new value in a Secret of the cluster, and refer to that Secret' });
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
