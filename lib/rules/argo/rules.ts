import type { Rule } from '../rule';
import { oneApplication } from './application';
import { automatedSync } from './automated';
import { deliveryCluster } from './cluster';
import { confirmRemoval } from './confirm';
import { cascadingDeletion } from './finalizer';
import { memberGating } from './gating';
import { onlyJobsAreHooks } from './hook';
import { ignoredDifferences } from './ignored-differences';
import { jobGivesUp } from './job-gives-up';
import { jobLifetime } from './job-lifetime';
import { safeSync } from './options';
import { closedProject } from './project';
import { replacing } from './replace';
import { retriedSync } from './retry';
import { rollingSteps } from './steps';
import { deliverySurvives } from './survives';
import { templateName } from './template-name';
import { waitsForever } from './waits-forever';
import { waveOrder } from './wave-order';

/** The rules of this area. */
export const argoRules: readonly Rule[] = [
  oneApplication,
  automatedSync,
  deliveryCluster,
  confirmRemoval,
  cascadingDeletion,
  memberGating,
  onlyJobsAreHooks,
  ignoredDifferences,
  jobGivesUp,
  jobLifetime,
  safeSync,
  closedProject,
  replacing,
  retriedSync,
  rollingSteps,
  deliverySurvives,
  templateName,
  waitsForever,
  waveOrder,
];
