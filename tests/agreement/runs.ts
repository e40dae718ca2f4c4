import { isFullRun } from '../extent';

/** How many accepted fleets the properties are held over: a few as a rule, thousands in the full run. */
export const fleets = isFullRun ? 2000 : 7;

/** Where the random fleets begin: fixed, so that two runs see the same. Another one sees others. */
export const seed = Number(process.env.GEORAFT_SEED ?? 1);
