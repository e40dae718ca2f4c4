import type { EnginePort } from '../../domain/engine';
import { fleetRule } from '../rule';
import { formedSystems, judged } from './judged';

const peers = (ports: readonly EnginePort[]): string =>
  ports
    .filter(({ serves }) => serves.includes('peers'))
    .map(({ port }) => port)
    .join(', ');

/** Members keep the addresses of their peers, with the port, in the group itself. */
export const peerPortChange = fleetRule(
  {
    name: 'change/peer-port',
    severity: 'error',
    demands: 'A group that has formed keeps the port of its peers.',
    why: 'The group itself keeps the addresses of its members: those that restart listen at the new port, and nobody dials it.',
    source: 'etcd documentation, "Clustering": --initial-advertise-peer-urls is ignored once there is data.',
  },
  ({ systems }, previous) =>
    formedSystems(systems, previous).flatMap(({ plan: { name, system, seats }, last }) => {
      const [config] = seats.map(seat => seat.config);
      if (!config || !last.engine.ports || last.engine.name !== system.engine.name) return [];
      const [before, after] = [peers(last.engine.ports), peers(config.ports)];
      return before === after ? [] : [judged('engine.peer-port', name, 'the port of peers', { before, after })];
    }),
);
