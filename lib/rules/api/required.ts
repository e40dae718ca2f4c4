import { structureRule } from '../server-rule';

/** What an object cannot be without. */
export const requiredField = structureRule(
  {
    name: 'api/required',
    demands: 'No field that the server demands is missing or empty.',
    why: 'The server refuses the object.',
    source: "Kubernetes' OpenAPI schemas, 1.28 to 1.37, without what the server takes all the same.",
  },
  'required',
);
