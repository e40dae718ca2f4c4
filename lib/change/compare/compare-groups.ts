import type { GroupDocument, SystemDocument } from '../../plan/document/system-document';
import { quorum, votesOfMembers } from '../../plan/members/quorum';
import { pairedBy } from '../by-name';
import { type Change, changeOf } from '../change';
import { isGroupFormed } from '../formed';
import { compareMemberNames } from './compare-member-names';
import { compareTiming } from './compare-timing';
import { restartSteps } from './restart-steps';

/** Changes to the Raft groups of a system: their members and their voters. */
export function compareGroups(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const pairs = pairedBy(old.groups, now.groups, ({ name }) => name).flatMap(({ name, before, after }) => {
    const place = { system: old.name, group: name };
    const values = { namespace: old.namespace };
    if (!before) return [changeOf('group.new', { place, after: after && votesText(after), formed: false })];
    const formed = isGroupFormed(old, before);
    if (!after) return [changeOf('group.goes', { place, before: votesText(before), formed, values })];
    // Where a group has a ledger, the changes to the ledger cover its members.
    const recorded = old.state.groups?.[name] !== undefined && now.state.groups?.[name] !== undefined;
    if (recorded) return compareTiming(old, before, after, formed, restartSteps(now));
    return [...votes(before, after, old, formed), ...learners(before, after, old, formed), ...compareTiming(old, before, after, formed)];
  });
  return [...pairs, ...compareMemberNames(old, now)];
}

type Members = GroupDocument['members'];

const named = (members: Members): readonly string[] => members.map(({ name }) => name);
const ofRole = ({ members }: GroupDocument, role: Members[number]['role']): Members => members.filter(member => member.role === role);

/** The votes of each cluster, for example `2/2/1 (frankfurt, dublin, london)`. */
function votesText(group: GroupDocument): string {
  const counts = votesOfMembers(group.members);
  return `${[...counts.values()].join('/')} (${[...counts.keys()].join(', ')})`;
}

function votes(old: GroupDocument, now: GroupDocument, system: SystemDocument, formed: boolean): readonly Change[] {
  const [before, after] = [ofRole(old, 'voter'), ofRole(now, 'voter')];
  const [was, is] = [named(before), named(after)];
  const come = is.filter(name => !was.includes(name));
  const go = was.filter(name => !is.includes(name));
  if (come.length + go.length === 0) return [];
  const place = { system: system.name, group: old.name };
  const found = {
    place,
    before: votesText(old),
    after: `${votesText(now)}${listed('join', come)}${listed('leave', go)}`,
    formed,
  };
  const stay = was.length - go.length;
  return [
    changeOf(kindOf(come.length, go.length), found),
    ...(stay < quorum(was.length)
      ? [changeOf('votes.below-quorum', { place, before: `quorum ${quorum(was.length)} of ${was.length}`, after: `${stay} stay`, formed })]
      : []),
    ...(is.length % 2 === 0 && was.length % 2 === 1
      ? [changeOf('votes.even', { place, before: `${was.length} voters`, after: `${is.length} voters`, formed })]
      : []),
    ...flips(old, now, place, formed),
  ];
}

const listed = (verb: string, names: readonly string[]): string =>
  names.length === 0 ? '' : `; ${names.join(' and ')} ${names.length === 1 ? `${verb}s` : verb}`;

function kindOf(come: number, go: number) {
  if (come > 0 && go > 0) return 'votes.moved';
  if (come > 0) return come > 1 ? 'votes.several-more' : 'votes.one-more';
  return go > 1 ? 'votes.several-fewer' : 'votes.one-fewer';
}

/** Members of both groups that change between voter and learner. */
function flips(old: GroupDocument, now: GroupDocument, place: Change['place'], formed: boolean): readonly Change[] {
  const both = (one: Members, other: Members): readonly string[] => named(one).filter(name => named(other).includes(name));
  const down = both(ofRole(old, 'voter'), ofRole(now, 'learner'));
  const up = both(ofRole(old, 'learner'), ofRole(now, 'voter'));
  const all = [...down, ...up];
  return [
    ...(down.length > 0 ? [changeOf('votes.demoted', { place, before: 'voter', after: `learner: ${down.join(', ')}`, formed })] : []),
    ...(up.length > 0 ? [changeOf('votes.promoted', { place, before: 'learner', after: `voter: ${up.join(', ')}`, formed })] : []),
    ...(all.length > 1 ? [changeOf('votes.several-flips', { place, after: all, formed })] : []),
  ];
}

/** The most learners that an engine allows. For other engines it is not known. */
const mostLearners: Readonly<Record<string, number>> = { etcd: 1 };

function learners(old: GroupDocument, now: GroupDocument, system: SystemDocument, formed: boolean): readonly Change[] {
  const [was, is] = [named(ofRole(old, 'learner')), named(ofRole(now, 'learner'))];
  const known = [named(old.members), named(now.members)] as const;
  const come = is.filter(name => !known[0].includes(name));
  const go = was.filter(name => !known[1].includes(name));
  const place = { system: system.name, group: old.name };
  const most = mostLearners[system.engine.name] ?? Number.POSITIVE_INFINITY;
  const found = { place, before: was, after: is, formed };
  return [
    ...(come.length > 0 ? [changeOf('learners.more', found)] : []),
    ...(go.length > 0 ? [changeOf('learners.fewer', found)] : []),
    ...(is.length > most && is.length > was.length ? [changeOf('learners.too-many', { ...found, values: { most: String(most) } })] : []),
  ];
}
