import { objectText } from '../../manifests/objects/applied-object';
import { bareImage, programsOf } from '../../manifests/pods/bare-image';
import { memberPool } from '../../manifests/pods/member-pool';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { type Json, listAt, type Path, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** A container starts something that its image holds. */
export const startCommand = objectRule(
  {
    name: 'bootstrap/command',
    severity: 'error',
    demands:
      'A container of an upstream etcd image names the program that it starts, which is one that the image holds, and gives etcd nothing but options.',
    why: 'The image has a command and no entry point, so arguments alone take its place and nothing starts; it holds etcd, etcdctl and etcdutl, and no shell.',
    source:
      'etcd Dockerfile: CMD ["/usr/local/bin/etcd"]; CHANGELOG-3.5, 3.5.7: distroless base image; Kubernetes, "Define a Command and Arguments".',
  },
  workloadKinds,
  (object, cluster, unit) => {
    if (!cluster.seat) return [];
    const pool = memberPool(object, cluster, unit);
    const template = pool?.template ?? podTemplate(object);
    const containers = pool?.containers ?? (template ? containersOf(template) : []);
    return containers.flatMap(({ data, path, name }) => {
      if (!bareImage(textAt(data, 'image') ?? '')) return [];
      const command = textAt(data, 'command', 0);
      const [first] = [...listAt(data, 'command'), ...listAt(data, 'args')];
      if (typeof first !== 'string') return [];
      if (programsOf.test(first)) return extraWord(listAt(data, 'command'), [...path, 'command']);
      const problem =
        command === undefined
          ? `container ${name} of ${objectText(object)} has arguments and no command, so '${first}' is what is to be started`
          : `container ${name} of ${objectText(object)} starts ${command}, which image ${textAt(data, 'image')} does not hold`;
      return [{ path: [...path, 'command'], problem, fix: 'start /usr/local/bin/etcd, etcdctl or etcdutl' }];
    });
  },
);

/** A word behind etcd that is no option: it ends with an error. */
function extraWord([program, ...words]: readonly Json[], path: Path): readonly ObjectFound[] {
  if (typeof program !== 'string' || !/(^|\/)etcd$/.test(program)) return [];
  // A word behind an option without '=' is its value.
  const at = words.findIndex(
    (word, position) => !isOption(word) && (!isOption(words[position - 1]) || `${words[position - 1]}`.includes('=')),
  );
  if (at < 0) return [];
  return [{ path: [...path, at + 1], problem: `${program} takes options only, and is given '${words[at]}'`, fix: 'remove it' }];
}

const isOption = (word: Json | undefined): boolean => typeof word === 'string' && word.startsWith('-');
