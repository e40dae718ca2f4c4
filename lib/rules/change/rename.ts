import { fleetRule } from '../rule';

/** A renamed system starts with empty volumes, and the old one is removed. */
export const systemRename = fleetRule(
  {
    name: 'change/rename',
    severity: 'error',
    demands: 'A system keeps its name.',
    why: "The old name's members would be removed and new ones would start empty.",
    source: 'Kubernetes documentation, "StatefulSets": stable identity follows the name.',
  },
  ({ systems }, previous) => {
    const gone = (previous?.systems ?? []).filter(old => !systems.some(({ name }) => name === old.name));
    return systems
      .filter(({ name }) => previous && !previous.systems.some(old => old.name === name))
      .flatMap(({ name, system }) =>
        gone
          .filter(old => old.engine.name === system.engine.name)
          .map(old => ({
            at: name,
            problem: `'${old.name}' (${old.engine.name}) was in the last output and is gone, and '${name}' (${system.engine.name}) is new: a renamed system starts empty`,
            fix: `keep the name '${old.name}', or remove the old system and add the new one in two commits`,
          })),
      );
  },
);
