import type { Rule } from '../rule';
import { duplicateObject } from './duplicate';
import { extraFile } from './extra-file';
import { missingFile } from './missing-file';
import { missingNamespace } from './missing-namespace';
import { ownNamespace } from './namespace';
import { unresolvedToken } from './terraform-token';

/** The rules of this area. */
export const outputRules: readonly Rule[] = [duplicateObject, extraFile, missingFile, missingNamespace, ownNamespace, unresolvedToken];
