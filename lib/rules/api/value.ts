import { structureRule } from '../server-rule';

/** A text where a number belongs, a list where an object belongs. */
export const valueType = structureRule(
  {
    name: 'api/value',
    demands: 'Every value is of the type that its field has, and numbers fit into it.',
    why: 'The server refuses the object; a number that is too large it stores as another one, without a word: 4294967297 replicas are 1.',
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37; apimachinery pkg/runtime/converter.go, pkg/api/resource/quantity.go.",
  },
  'type',
);
