import { structureRule } from '../server-rule';

/** A value of a wrong type, such as a text instead of a number. */
export const valueType = structureRule(
  {
    name: 'api/value',
    demands: 'Every value has the type of its field, and numbers are within its range.',
    why: 'The server refuses the object. It stores a number that is too large as another one, without an error: 4294967297 replicas become 1.',
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37; apimachinery pkg/runtime/converter.go, pkg/api/resource/quantity.go.",
  },
  'type',
);
