import { hasDigest, isFixedTag } from '../../manifests/pods/image-tag';
import { containersOf, podTemplate, workloadKinds } from '../../manifests/pods/workload';
import { textAt } from '../../manifests/yaml/json';
import { objectRule, type Rule, type RuleText, systemRule } from '../rule';

/** Whether another image can get the same name. */
function floats(image: string): boolean {
  if (hasDigest(image)) return false;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || !isFixedTag(image.slice(0, -tag.length - 1), tag);
}

const text: RuleText = {
  name: 'images/floating-tag',
  severity: 'error',
  demands: 'Images are named by a full version or a digest.',
  why: 'All members of a group run one version. If a tag moves, a restarted member gets another version: an upgrade that nobody started.',
  source: 'Kubernetes documentation, "Images": avoid the tag latest, prefer digests.',
};

const found = (image: string) => ({
  problem: `the tag of image '${image}' can move to another version`,
  fix: "name a full version such as ':v3.6.5', or a digest",
});

const planned = systemRule(text, ({ system }) => {
  const images = [
    system.engine.image,
    ...(system.access.kind === 'load-balancer' ? [system.access.image] : []),
    ...(system.discovery?.kind === 'init-container' ? [system.discovery.image] : []),
    ...(system.operations ? [system.operations.image] : []),
  ];
  return images.filter(floats).map(found);
});

const rendered = objectRule(text, workloadKinds, object => {
  const template = podTemplate(object);
  if (!template) return [];
  return containersOf(template).flatMap(({ data, path }) => {
    const image = textAt(data, 'image');
    return image !== undefined && floats(image) ? [{ path: [...path, 'image'], ...found(image) }] : [];
  });
});

/** Images have a fixed version: if a tag moves, a restarted member gets another version than the rest of its group. */
export const floatingTag: Rule = { ...rendered, ...planned };
