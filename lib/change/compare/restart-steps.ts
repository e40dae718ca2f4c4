import type { SystemDocument } from '../../plan/document/system-document';

/** The steps that restart members of a system, in words; of one cluster where it is given. */
export const restartSteps = (now: SystemDocument | undefined, cluster?: string): readonly string[] =>
  (now?.change?.steps ?? []).flatMap(step =>
    (step.kind === 'upgrade' || step.kind === 'rollout') && (cluster === undefined || step.cluster === cluster) ? [step.does] : [],
  );
