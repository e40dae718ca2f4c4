/** Whether the properties are held over as many fleets as a release needs, which takes minutes. */
export const full = process.env.GEORAFT_FULL !== undefined && process.env.GEORAFT_FULL !== '';

/** How many accepted fleets the properties are held over. */
export const fleets = full ? 2000 : 30;

/** Where the random fleets begin: fixed, so that two runs see the same. Another one sees others. */
export const seed = Number(process.env.GEORAFT_SEED ?? 1);
