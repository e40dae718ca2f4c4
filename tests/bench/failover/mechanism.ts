import type { Access, Cluster, Failback, Fleet } from '../../../lib';
import type { LabInfo } from '../../live/lab';
import type { ClientTerms } from './client/terms';

/** One way to lead clients to the site that serves, and a system that uses it. */
export interface Mechanism {
  /** What it is called in the table. */
  readonly name: string;
  /** The name of its system. */
  readonly system: string;
  /** The fleet that the system is in: one has one DNS provider. */
  readonly fleet: FleetKind;
  /** What the sites must have first. */
  readonly prepare?: () => void;
  readonly access: (clusters: readonly Cluster[], zone: string) => Access;
  /** What a client does that follows it. */
  readonly client: (rendered: RenderedSystem) => Pick<ClientTerms, 'dns' | 'reach' | 'connectSeconds' | 'answerSeconds'>;
  /** What leads clients away from a lost site. */
  readonly follows: 'checks' | 'commit';
  /** Who brings clients back to the first site. */
  readonly failback: Failback;
  /** What brings them back where that is `manual`, beside the commit of the first site as the active one. */
  readonly bringBack?: (info: LabInfo) => void;
}

/** The names of `updates` are in BIND, which takes dynamic updates; those of `answers` in PowerDNS, which computes its answers. */
export type FleetKind = 'updates' | 'answers';

/** Where the output of a system is, and what it is of. */
export interface RenderedSystem {
  readonly fleet: Fleet;
  readonly outdir: string;
  readonly info: LabInfo;
}
