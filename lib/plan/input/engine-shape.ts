import type { Finding } from '../../domain/finding';
import type { SystemPlan } from '../model/system-plan';
import { duration } from './quantity-shape';
import { commandLine, integer, list, object, oneOf, optional, record, type Shape, text, union } from './shape';

const handlers = {
  http: { path: text('a path'), port: text('the name of a port') },
  tcp: { port: text('the name of a port') },
  exec: { command: commandLine },
};

const engineConfig: Shape = object({
  ports: list(object({ name: text('a name'), port: integer(1, 65_535), serves: list(oneOf('peers', 'clients', 'probes'), 1) }), 1),
  command: optional(commandLine),
  args: commandLine,
  env: list(object({ name: text('the name of a variable') }, 'ignored')),
  bootstrap: record(text('text', /^[\s\S]*$/)),
  bootstrapFiles: optional(record(text('text', /^[\s\S]*$/))),
  dataPath: text('an absolute path', /^\/[^\n]+$/),
  liveness: union(handlers),
  readiness: object({ handler: union(handlers), needs: oneOf('process', 'member', 'quorum') }),
  startup: union(handlers),
  shutdown: object({ grace: duration(1, 86_400), before: optional(union({ ...handlers, sleep: { time: duration(1, 86_400) } })) }),
  user: integer(1, 2_147_483_647),
});

const engineTask: Shape = object({ command: commandLine, args: commandLine });

/** What is wrong with the form of what an engine decided: once for voters and once for learners, who are configured alike everywhere. */
export const checkEngineShape = ({ name, seats }: SystemPlan): readonly Finding[] => [
  ...(['voter', 'learner'] as const).flatMap(role => {
    const seat = seats.find(({ pool }) => pool.role === role);
    return seat ? engineConfig(seat.config, `${name}.engine.bind()`) : [];
  }),
  ...seats.flatMap(({ mirror, joins }) => [
    ...(mirror ? engineTask(mirror.task, `${name}.engine.mirror()`) : []),
    ...joins.flatMap(({ task }) => engineTask(task, `${name}.engine.join()`)),
  ]),
];
