import type { Rule } from '../rule';
import { terraformExpression } from '../terraform/token';

/** Found while files are written. */
export const terraformToken: Rule = {
  name: 'objects/terraform-token',
  severity: 'error',
  demands: 'No manifest has a value that only Terraform can resolve.',
  why: 'Until Terraform runs, cdktf has a token instead of the value, and a cluster would get the token.',
  source: 'cdktf, lib/tokens/private/encoding.ts: tokens within texts, numbers and lists.',
  follows: [terraformExpression],
};
