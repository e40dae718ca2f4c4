import { createHash } from 'node:crypto';
import { ApiObject, type Chart } from 'cdk8s';
import type { TemplateDigests } from '../change/target';
import { Manifest } from '../kubernetes/manifest';
import { memberTemplate } from '../kubernetes/raft-members';
import type { UnitPlan } from '../kubernetes/unit-plan';
import { hasFormed } from '../plan/members/has-formed';
import type { SeatPlan, SystemPlan } from '../plan/model/system-plan';

/** So many hexadecimal digits tell the templates of one cluster apart. */
const digits = 12;

/**
 * What tells the pod template of a unit's members from another one; undefined before their group has formed, when all may restart.
 *
 * The image, the timeouts and TLS between peers are left out: the ledger has them beside it, and they are rendered from there.
 */
export function templateDigest(plan: SystemPlan, seat: SeatPlan, unit: UnitPlan): string | undefined {
  if (!hasFormed(plan.state, plan.name, seat.group.name)) return undefined;
  const { config, timing, tls } = seat.compared;
  return digestOf(memberTemplate(unit.system, { ...unit.seat, image: '', config, group: { timing }, tls }));
}

/** The same where a user's code has changed the chart: with what it made of the template that the plan has. */
export function customizedDigest(digest: string, { system, seat }: UnitPlan, chart: Chart): string {
  const made = differences('', ordered(memberTemplate(system, seat)), ordered(templateIn(chart, seat.pool.name)));
  return made.length === 0 ? digest : digestOf([digest, made]);
}

/** The template of the members' StatefulSet in a chart. */
function templateIn(chart: Chart, name: string): unknown {
  const set = chart.node
    .findAll()
    .find((node): node is ApiObject => ApiObject.isApiObject(node) && node.kind === 'StatefulSet' && node.name === name);
  try {
    const data = set && ((Manifest.isManifest(set) ? set.data : undefined) ?? (set.toJson() as Readonly<Record<string, unknown>>));
    return (data?.['spec'] as { readonly template?: unknown } | undefined)?.template;
  } catch {
    return undefined; // it cannot be printed either, which is a finding of its own
  }
}

const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('hex')
    .slice(0, digits);

/** A value as JSON has it, with its keys in order: no template changes because a program writes it otherwise. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, ordered(each)]));
}

/** What one value has and another has not, with its place: of lists the items, wherever they stand. */
function differences(at: string, before: unknown, after: unknown): readonly string[] {
  const [was, is] = [JSON.stringify(before), JSON.stringify(after)];
  if (was === is) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length === after.length && before.every(item => typeof item === 'object'))
      return before.flatMap((item, index) => differences(`${at}/${index}`, item, after[index]));
    const texts = (items: readonly unknown[]): readonly string[] => items.map(item => JSON.stringify(item));
    const [old, now] = [texts(before), texts(after)];
    const moved = [
      ...old.filter(item => !now.includes(item)).map(item => `${at} -${item}`),
      ...now.filter(item => !old.includes(item)).map(item => `${at} +${item}`),
    ];
    return moved.length > 0 ? moved : [`${at} ${is}`];
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap(key => differences(`${at}/${key}`, before[key], after[key]));
  }
  return [`${at} ${is}`];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The digests of a fleet's templates, by system and cluster. */
export class MemberTemplates {
  private readonly systems = new Map<string, Map<string, string>>();

  add({ name }: Pick<SystemPlan, 'name'>, cluster: string, digest: string | undefined): void {
    if (digest === undefined) return;
    const known = this.systems.get(name) ?? new Map<string, string>();
    this.systems.set(name, known.set(cluster, digest));
  }

  of(system: string): TemplateDigests {
    return this.systems.get(system) ?? new Map();
  }
}
