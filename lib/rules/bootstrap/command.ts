import { objectText } from '../../manifests/objects/applied-object';
import { bareImage, programsOf } from '../../manifests/pods/bare-image';
import { memberPool } from '../../manifests/pods/member-pool';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { type Json, listAt, type Path, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** A container starts a program that its image contains. */
export const startCommand = objectRule(
  {
    name: 'bootstrap/command',
    severity: 'error',
    demands: 'A container of an upstream etcd image names a program that the image contains, and gives etcd only options.',
    why: 'The image has a CMD and no ENTRYPOINT, so arguments alone replace the command and the container does not start. The image contains etcd, etcdctl and etcdutl, and no shell.',
    source:
      'etcd Dockerfile: CMD ["/usr/local/bin/etcd"]; CHANGELOG-3.5, 3.5.7: distroless base image; Kubernetes, "Define a Command and Arguments".',
  },
  workloadKinds,
  (object, cluster, unit) => {
    const pool = memberPool(object, cluster, unit);
    if (!cluster.seat && !pool) return [];
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
          ? `container ${name} of ${objectText(object)} has arguments and no command, so it tries to start '${first}'`
          : `container ${name} of ${objectText(object)} starts ${command}, which image ${textAt(data, 'image')} does not contain`;
      return [{ path: [...path, 'command'], problem, fix: 'start /usr/local/bin/etcd, etcdctl or etcdutl' }];
    });
  },
);

/** A word behind `etcd` that is not an option: etcd exits with an error. */
function extraWord([program, ...words]: readonly Json[], path: Path): readonly ObjectFound[] {
  if (typeof program !== 'string' || !/(^|\/)etcd$/.test(program)) return [];
  // A word behind an option without '=' is its value.
  const at = words.findIndex(
    (word, position) => !isOption(word) && (!isOption(words[position - 1]) || `${words[position - 1]}`.includes('=')),
  );
  if (at < 0) return [];
  return [{ path: [...path, at + 1], problem: `${program} takes only options, and gets '${words[at]}'`, fix: 'remove it' }];
}

const isOption = (word: Json | undefined): boolean => typeof word === 'string' && word.startsWith('-');
