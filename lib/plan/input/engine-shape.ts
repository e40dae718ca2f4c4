import { PeersFile } from '../../domain/discovery';
import type { EngineConfig, EnginePort, EngineShutdown, EngineTask, ProbeHandler } from '../../domain/engine';
import type { Finding } from '../../domain/finding';
import { tlsFolder } from '../members/object-names';
import type { SystemPlan } from '../model/system-plan';
import { environmentVariable } from './environment-shape';
import { duration } from './quantity-shape';
import { commandLine, integer, list, matches, oneOf, optional, record, type Shape, shaped, text } from './shape';
import { objectOf, unionOf } from './typed-shape';

const handlers = {
  http: { path: text('a path'), port: text('the name of a port') },
  tcp: { port: text('the name of a port') },
  exec: { command: commandLine },
};

/** Folders of a member that georaft mounts as separate volumes. */
const mounted = ['/tmp', PeersFile.folder, tlsFolder];

const enginePorts = list(
  objectOf<EnginePort>()({ name: text('a name'), port: integer(1, 65_535), serves: list(oneOf('peers', 'clients', 'probes'), 1) }),
  1,
);

/** The client Service needs a port for clients, and replication needs a port for peers. */
const ports = shaped<readonly EnginePort[]>((value, at) => {
  const wrong = enginePorts(value, at);
  if (wrong.length > 0) return wrong;
  const served = (value as EngineConfig['ports']).flatMap(({ serves }) => serves);
  return matches(
    "ports of which one serves 'peers' and one serves 'clients'",
    () => served.includes('peers') && served.includes('clients'),
  )(value, at);
});

export const probeHandler: Shape<ProbeHandler> = unionOf<ProbeHandler>()(handlers);

export const readinessShape: Shape<EngineConfig['readiness']> = objectOf<EngineConfig['readiness']>()({
  handler: probeHandler,
  needs: oneOf('process', 'member', 'quorum'),
});

export const shutdownShape: Shape<EngineShutdown> = objectOf<EngineShutdown>()({
  grace: duration(1, 86_400),
  before: optional(unionOf<NonNullable<EngineShutdown['before']>>()({ ...handlers, sleep: { time: duration(1, 86_400) } })),
});

export const engineConfigShape: Shape<EngineConfig> = objectOf<EngineConfig>()({
  ports,
  command: optional(commandLine),
  args: commandLine,
  env: list(environmentVariable),
  bootstrap: record(text('text', /^[\s\S]*$/)),
  bootstrapFiles: optional(record(text('text', /^[\s\S]*$/))),
  dataPath: text(`an absolute path other than ${mounted.join(', ')}`, new RegExp(`^(?!(${mounted.join('|')})/*$)/[^\\n]+$`)),
  liveness: probeHandler,
  readiness: readinessShape,
  startup: probeHandler,
  shutdown: shutdownShape,
  user: integer(1, 2_147_483_647),
});

export const engineTaskShape: Shape<EngineTask> = objectOf<EngineTask>()({ command: commandLine, args: commandLine });

/**
 * What is wrong with the shape of an engine's configuration. One voter and one learner are checked, since all voters and all learners get
 * the same configuration.
 */
export const checkEngineShape = ({ name, seats }: SystemPlan): readonly Finding[] =>
  (['voter', 'learner'] as const).flatMap(role => {
    const seat = seats.find(({ pool }) => pool.role === role);
    return seat ? engineConfigShape(seat.config, `${name}.engine.bind()`) : [];
  });
