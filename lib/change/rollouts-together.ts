/** A cluster as far as rollouts meet in it. Names of zones are those of their region. */
export interface RolloutPlace {
  readonly name: string;
  readonly region: string;
  readonly zones: readonly string[];
}

/** Where two rollouts meet: in the cluster, or in a zone that two clusters have in common; undefined where they do not. */
export function meetingPlace(one: RolloutPlace, other: RolloutPlace): string | undefined {
  if (one.name === other.name) return one.name;
  const zone = one.region === other.region ? one.zones.find(name => other.zones.includes(name)) : undefined;
  return zone === undefined ? undefined : `zone ${zone} of ${one.name} and ${other.name}`;
}
