import { structureRule } from '../server-rule';

/** Fields without which the server refuses an object. */
export const requiredField = structureRule(
  {
    name: 'api/required',
    demands: 'No required field is missing or empty.',
    why: 'The server refuses the object.',
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37, except fields that the server accepts without a value.",
  },
  'required',
);
