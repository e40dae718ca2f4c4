import { PeersFile } from '../../domain/discovery';
import { systemRule } from '../rule';

/** The engine supports the topology and the discovery. */
export const engineAbility = systemRule(
  {
    name: 'engine/capability',
    severity: 'error',
    demands: 'The engine supports what the topology and the discovery need: a mirror, learners, a file with peers.',
    why: 'A hot standby without a mirror has no data. An engine refuses more learners than it supports.',
    source: 'etcd documentation, "Learner": the default of --max-learners is 1.',
  },
  ({ seats, groups, system, name }) => {
    const { engine } = system;
    return [
      ...seats
        .filter(({ role, mirror }) => role === 'hot' && !mirror)
        .map(({ cluster }) => ({
          at: `${name}/${cluster.name}`,
          problem: `a hot standby needs a mirror, and engine '${engine.name}' has none`,
          fix: "add a 'mirror' to the engine, or declare a voting or a cold standby",
        })),
      ...groups
        .filter(({ learners }) => learners.length > engine.maxLearners)
        .map(({ name: group, learners }) => ({
          problem: `group ${group} has ${learners.length} learners, and engine '${engine.name}' supports ${engine.maxLearners}`,
          fix: engine.maxLearners === 0 ? 'declare a voting, hot or cold standby' : `declare at most ${engine.maxLearners}`,
        })),
      ...(system.discovery?.kind === 'init-container' && seats.some(({ config }) => config.bootstrapFiles?.[PeersFile.name] === undefined)
        ? [
            {
              problem: `an init container copies the file ${PeersFile.name} for members, and engine '${engine.name}' has no such file`,
              fix: 'use another discovery, or an engine that reads its peers from a file',
            },
          ]
        : []),
    ];
  },
);
