import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatingState } from '../../../lib';
import type { StepPlan } from '../../../lib/plan/model/step-plan';
import { lab, until } from '../lab';
import { type Program, system, usualProgram } from './change-fleet';
import { ChangeStage } from './change-stage';
import { loadNodeImage } from './node-image';
import { TimedWrites } from './timed-writes';

const running = process.env.GEORAFT_LAB === 'running';

/** What somebody does by hand once a step is committed. */
type ByHand = (step: StepPlan) => Promise<void>;

/** A group in the lab and a client that writes to it, from the start of the lab to its end. */
export class ChangeRun {
  private readonly scratch = mkdtempSync(join(tmpdir(), 'georaft-change-'));
  private started: { readonly stage: ChangeStage; readonly writes: TimedWrites } | undefined;

  /** Starts the lab with so many sites, and what steps need in it. */
  async open(sites = 3): Promise<void> {
    if (!running) lab.run('up', String(sites));
    await until('Argo CD', 20 * 60, () => lab.run('argocd', 'up') !== undefined || undefined);
    // Policies hold only with it: what jobs need and nobody lets through is found here.
    lab.run('network', 'up');
    loadNodeImage();
  }

  /** Lets the group form, records it, and starts the client. */
  async begin(program: Program = usualProgram): Promise<void> {
    const info = lab.info();
    const stage = new ChangeStage(info, join(this.scratch, 'dist'), OperatingState.initial(), program);
    await stage.commit(stage.state);
    await stage.commit({ ...stage.state, bootstrapped: true });
    // Who the members are is recorded before the program wants others.
    expect(stage.next?.kind).toBe('record');
    if (stage.next) await stage.commit(stage.next.ledger);
    expect(stage.next).toBeUndefined();
    const hosts = program.seats.map(site => `${system}-${site.slice(1)}0.${site}.${system}.${info.zone}`);
    const writes = new TimedWrites(info.dns, join(this.scratch, 'acknowledged'), hosts);
    this.started = { stage, writes };
    await until('the first write', 60, () => writes.acknowledged().length > 0 || undefined);
  }

  async end(): Promise<void> {
    await this.started?.writes.stop();
    if (!running) await until('the end of the lab', 120, () => lab.run('down') !== undefined || undefined);
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private get begun(): NonNullable<ChangeRun['started']> {
    if (!this.started) throw new Error('the group has not formed');
    return this.started;
  }

  get stage(): ChangeStage {
    return this.begun.stage;
  }

  get writes(): TimedWrites {
    return this.begun.writes;
  }

  /** How long an election takes at worst, by the plan, in milliseconds; and a second for the client to ask another member. */
  get worstMillis(): number {
    return 1000 * ((this.stage.plan?.outage.terms.find(({ term }) => term === 'elect')?.seconds ?? 0) + 1);
  }

  /** Commits the next step and waits until it is done. Meanwhile writes go on, but for an election. */
  async step(byHand?: ByHand): Promise<StepPlan> {
    const { stage } = this;
    const { next } = stage;
    if (!next) throw new Error('no step is left');
    const begun = Date.now();
    stage.state = next.ledger;
    stage.push();
    await byHand?.(next);
    await this.done(next.does, begun);
    return next;
  }

  /** Waits until what was committed is done, since a moment of which writes have gone on, but for an election. */
  async done(what: string, since: number): Promise<void> {
    const { stage } = this;
    await stage.applied(900);
    await stage.rolledOut();
    await stage.settled();
    this.wentOn(`${what}: ${Math.round((Date.now() - since) / 1000)} s`, since);
  }

  /** Writes step after step and waits for each, until the program is reached. */
  async walk(byHand?: ByHand): Promise<readonly string[]> {
    this.stage.synthesize();
    const steps: string[] = [];
    while (this.stage.next) {
      const { kind, member, cluster } = await this.step(byHand);
      steps.push([kind, member ?? cluster].filter(Boolean).join(' '));
    }
    return steps;
  }

  /** Sees that no gap since a moment was longer than an election takes at worst. */
  wentOn(what: string, since: number): void {
    const gap = this.writes.longestGap(since);
    process.stdout.write(`${what}, longest gap ${gap} ms\n`);
    expect(gap).toBeLessThan(this.worstMillis);
  }

  /** Keys that were acknowledged and that the group no longer has. */
  lost(): readonly string[] {
    const acknowledged = this.writes.acknowledged();
    const kept = new Set(this.stage.etcdctl('get', 'write-', '--prefix', '--keys-only').split('\n'));
    process.stdout.write(`${acknowledged.length} acknowledged writes\n`);
    return acknowledged.flatMap(({ key }) => (kept.has(key) ? [] : [key]));
  }

  /** A member is down, and cannot come back, for as long as something is done. */
  async without(member: string, site: number, act: () => Promise<void>): Promise<void> {
    lab.kubectl(site, 'cordon', `s${site}`);
    try {
      lab.kubectl(site, '-n', system, 'delete', 'pod', member, '--wait=false');
      await until(`${member} to be down`, 120, () => this.stage.unhealthy().includes(member) || undefined);
      await act();
    } finally {
      lab.kubectl(site, 'uncordon', `s${site}`);
    }
  }
}
