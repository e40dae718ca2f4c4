import { type AppliedObject, annotationOf } from '../objects/applied-object';

const prefix = 'argocd.argoproj.io/';

const waveKey = `${prefix}sync-wave`;
const whole = /^[+-]?\d+$/;

/** The sync wave of an object; 0 where it has none, or one that is not a number. */
export function waveOf(object: AppliedObject): number {
  const wave = annotationOf(object, waveKey);
  return wave !== undefined && whole.test(wave) ? Number(wave) : 0;
}

/** The annotation with sync options. */
export const syncOptionsKey = `${prefix}sync-options`;

/** The annotation that makes an object a hook. */
export const hookKey = `${prefix}hook`;

/** Options from the text of an annotation: `Prune=confirm,Delete=confirm`. */
export const optionsIn = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(',').map(option => option.trim());
