/** How many accepted fleets the properties are held over: a few dozen as a rule, thousands where the full run is asked for. */
export const fleets = process.env.GEORAFT_FULL ? 2000 : 40;

/** Where the fleets begin. Fixed, so that two runs see the same; another one sees others. */
export const seed = Number(process.env.GEORAFT_SEED ?? 1);
