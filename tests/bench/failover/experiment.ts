import { join } from 'node:path';
import type { Fleet } from '../../../lib';
import type { FleetDocument } from '../../../lib/plan/document/fleet-document';
import { type LabInfo, until } from '../../live/lab';
import { compileClient } from './compile';
import { EtcdGroup, type GroupMember } from './etcd-group';
import type { FleetKind, Mechanism } from './mechanism';
import { Stage } from './stage';
import { credentials, failoverApp, failoverFleet, standsIn, startPowerDns } from './systems';

/** A system in the lab, its group and who its members are. */
export interface Watched {
  readonly mechanism: Mechanism;
  readonly fleet: Fleet;
  readonly group: EtcdGroup;
  readonly members: readonly GroupMember[];
}

interface Staged {
  readonly kind: FleetKind;
  readonly fleet: Fleet;
  readonly stage: Stage;
  readonly mechanisms: readonly Mechanism[];
}

/** Seconds for what needs pods to start and names to travel. */
export const later = 300;

/** The site of a member: part of its published name. */
export const siteOf = ({ url }: GroupMember): string => new URL(url).hostname.split('.')[1] ?? '';

/** Systems in the lab's three sites, one for each mechanism. */
export class Experiment {
  /** The client's program. */
  readonly program: string;
  private readonly staged: readonly Staged[];
  private known: readonly Watched[] = [];

  constructor(
    readonly info: LabInfo,
    mechanisms: readonly Mechanism[],
    readonly scratch: string,
  ) {
    this.staged = [...new Set(mechanisms.map(({ fleet }) => fleet))].map(kind => {
      const fleet = failoverFleet(kind, info);
      return { kind, fleet, stage: new Stage(info.sites, fleet), mechanisms: mechanisms.filter(mechanism => mechanism.fleet === kind) };
    });
    this.program = compileClient(join(scratch, 'client'));
  }

  /** The systems, once they have been started. */
  get systems(): readonly Watched[] {
    return this.known;
  }

  /** Starts every system, and waits until its group has formed and every member is ready. */
  async start(): Promise<void> {
    for (const { kind, fleet, stage, mechanisms } of this.staged) {
      if (kind === 'answers') startPowerDns();
      for (const { prepare } of mechanisms) prepare?.();
      const outdir = join(this.scratch, fleet.name, 'first');
      stage.render(failoverApp(fleet, mechanisms, () => ({ ...standsIn('s1', 1), bootstrapped: false }), outdir));
      stage.applyAll(outdir, credentials(kind));
    }
    const groups = this.staged.flatMap(({ fleet, mechanisms }) => mechanisms.map(mechanism => ({ fleet, mechanism })));
    for (const { fleet, mechanism } of groups) {
      const group = new EtcdGroup(mechanism.system, 2, `${mechanism.system}-20`);
      const members = await until(`five members of ${mechanism.system}`, later, () =>
        group.healthy() === 5 ? group.members() : undefined,
      );
      this.known = [...this.known, { mechanism, fleet, group, members }];
    }
    const formed = this.render('s1', 1);
    for (const watched of this.known) this.apply(watched, formed, [1, 2, 3]);
    await this.whole();
  }

  /** Renders what a commit of an active site for the systems that follow one makes, and returns the plans. */
  render(active: string, epoch: number): Rendered {
    const outdir = (fleet: Fleet): string => join(this.scratch, fleet.name, `${active}-${epoch}`);
    const plans = new Map<string, FleetDocument>();
    for (const { fleet, stage, mechanisms } of this.staged) {
      const stateOf = ({ follows }: Mechanism): ReturnType<typeof standsIn> =>
        follows === 'commit' ? standsIn(active, epoch) : standsIn('s1', 1);
      plans.set(fleet.name, stage.render(failoverApp(fleet, mechanisms, stateOf, outdir(fleet))));
    }
    return { outdir, plans };
  }

  /** Applies the rendered system in some sites, as its delivery would. */
  apply({ mechanism, fleet }: Watched, { outdir }: Rendered, sites: readonly number[]): void {
    const stage = this.staged.find(candidate => candidate.fleet === fleet)?.stage;
    for (const site of sites) stage?.apply(site, join(outdir(fleet), `s${site}`, mechanism.system));
  }

  /** Waits until every group has all its members, and all are ready. */
  async whole(): Promise<void> {
    for (const { mechanism, group } of this.known) {
      await until(`five healthy members of ${mechanism.system}`, later, () => (group.healthy() === 5 ? true : undefined));
      for (const { number } of this.info.sites) await this.staged[0]?.stage.ready(number, mechanism.system, later);
    }
  }

  /** Takes away everything that was started. */
  end(): void {
    for (const { stage, fleet, mechanisms } of this.staged) stage.remove([...mechanisms.map(({ system }) => system), fleet.dns.namespace]);
  }
}

/** What was rendered: where it is, and the plan of each fleet by its name. */
export interface Rendered {
  readonly outdir: (fleet: Fleet) => string;
  readonly plans: ReadonlyMap<string, FleetDocument>;
}
