import { systemRule } from '../rule';

/** A topology asks of an engine only what it can do. */
export const engineAbility = systemRule(
  {
    name: 'engine/capability',
    severity: 'error',
    demands: 'A topology asks of an engine only what it can do.',
    why: 'A hot standby without a mirror holds nothing; an engine refuses more learners than it supports.',
    source: 'etcd documentation, "Learner": --max-learners is 1 by default.',
  },
  ({ seats, groups, system, name }) => {
    const { engine } = system;
    return [
      ...seats
        .filter(({ role, mirror }) => role === 'hot' && !mirror)
        .map(({ cluster }) => ({
          at: `${name}/${cluster.name}`,
          problem: `a hot standby is kept up to date by a mirror, and engine '${engine.name}' has none`,
          fix: "give the engine a 'mirror', or take a voting or a cold standby",
        })),
      ...groups
        .filter(({ learners }) => learners.length > engine.maxLearners)
        .map(({ name: group, learners }) => ({
          problem: `group ${group} has ${learners.length} learners, and engine '${engine.name}' takes ${engine.maxLearners}`,
          fix: engine.maxLearners === 0 ? 'take a voting, hot or cold standby' : `declare at most ${engine.maxLearners}`,
        })),
    ];
  },
);
