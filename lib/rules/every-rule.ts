import { expiredAcknowledgement } from './acknowledgement/expired';
import { unmatchedAcknowledgement } from './acknowledgement/unmatched';
import { catalogue } from './catalogue';
import { customizeFailed } from './input/customize';
import { inputShape } from './input/shape';
import { strategyAnswer } from './input/strategy';
import { unknownField } from './input/unknown-field';
import { chartName } from './names/chart';
import { systemName } from './names/system';
import { chartDependency } from './objects/chart-dependency';
import { duplicateObject } from './objects/duplicate';
import { systemWithoutApp } from './objects/no-app';
import { chartWithoutCluster } from './objects/no-cluster';
import { terraformToken } from './objects/terraform-token';
import { unprintableObject } from './objects/unprintable';
import { constructValidation } from './objects/validation';
import { emptyOutput } from './output/empty';
import { outputFolder } from './output/folder';
import { foreignFile } from './output/foreign-file';
import { noManifest } from './output/no-manifest';
import { outputPlan } from './output/plan';
import { unreadable } from './output/unreadable';
import type { Rule } from './rule';
import { packagesOfStacks } from './terraform/packages';

/** Rules whose findings come from the code that reads, renders or writes. They have no check of their own, and nobody can accept them. */
export const reportedRules: readonly Rule[] = [
  inputShape,
  unknownField,
  strategyAnswer,
  customizeFailed,
  systemName,
  chartName,
  chartWithoutCluster,
  systemWithoutApp,
  constructValidation,
  duplicateObject,
  unprintableObject,
  terraformToken,
  chartDependency,
  outputFolder,
  foreignFile,
  outputPlan,
  unreadable,
  noManifest,
  emptyOutput,
  packagesOfStacks,
  unmatchedAcknowledgement,
  expiredAcknowledgement,
];

/** Every rule that a finding can name, by name: rules with a check, and rules that are only reported. */
export const everyRule: ReadonlyMap<string, Rule> = new Map(
  [...catalogue, ...reportedRules].sort((a, b) => (a.name < b.name ? -1 : 1)).map(rule => [rule.name, rule]),
);

/** Area of a rule: the first part of its name. */
export const areaOf = (name: string): string => name.split('/')[0] ?? '';
