/** Which messages arrive: those of one member to another. */
export type Carries = (from: number, to: number) => boolean;

/** How members elect and stay in office. */
export interface Rules {
  /** Whether a member asks first whether it would be elected, and whoever hears a leader refuses. */
  readonly refusesDisruption: boolean;
  /** A source of numbers from 0 to 1. */
  readonly random: () => number;
}

type Message =
  | { readonly kind: 'append'; readonly term: number; readonly last: Position; readonly commit: number }
  | { readonly kind: 'appended'; readonly term: number; readonly last: Position }
  | { readonly kind: 'ask' | 'ask-first'; readonly term: number; readonly last: Position }
  | { readonly kind: 'vote' | 'would-vote'; readonly term: number; readonly granted: boolean };

/** The last entry of a log. */
interface Position {
  readonly term: number;
  readonly index: number;
}

interface Member {
  term: number;
  votedFor: number | undefined;
  role: 'follower' | 'asks-first' | 'candidate' | 'leader';
  /** Whom it follows, itself where it leads. */
  leader: number | undefined;
  /** Ticks since it heard the leader, or began to campaign. */
  silent: number;
  patience: number;
  votes: Set<number>;
  /** Who has answered the leader since it last looked. */
  active: Set<number>;
  /** What the leader knows of the others' logs. */
  matched: Map<number, number>;
  last: Position;
  commit: number;
}

const electionTicks = 10;

/**
 * Raft's elections, tick by tick (Ongaro's dissertation, sections 3.4, 4.2.3, 6.2 and 9.6): every member writes no more than the last entry
 * of its log, which is all that a vote depends on. Leaders step down when no quorum answers them within an election timeout.
 */
export class RaftSimulation {
  readonly members: readonly Member[];
  private wire: { readonly from: number; readonly to: number; readonly message: Message }[] = [];
  carries: Carries = () => true;

  constructor(
    size: number,
    leader: number,
    private readonly rules: Rules,
  ) {
    this.members = Array.from({ length: size }, (_, id) => ({
      ...{ term: 1, votedFor: leader, leader, silent: 0, patience: this.patience(), commit: 0 },
      ...{ role: id === leader ? ('leader' as const) : ('follower' as const), last: { term: 1, index: 0 } },
      ...{ votes: new Set<number>(), active: new Set<number>(), matched: new Map<number, number>() },
    }));
  }

  /** The last entry that any member knows to be committed. */
  get committed(): number {
    return Math.max(...this.members.map(({ commit }) => commit));
  }

  /** One tick: what was sent arrives, then time passes. */
  tick(): void {
    const arriving = this.wire.filter(({ from, to }) => this.carries(from, to));
    this.wire = [];
    for (const { from, to, message } of arriving) this.receive(to, from, message);
    for (const id of this.members.keys()) this.pass(id);
  }

  private at(id: number): Member {
    return this.members[id] as Member;
  }

  private send(from: number, to: number, message: Message): void {
    this.wire.push({ from, to, message });
  }

  private others(id: number): readonly number[] {
    return [...this.members.keys()].filter(other => other !== id);
  }

  private patience(): number {
    return electionTicks + Math.floor(this.rules.random() * electionTicks);
  }

  private majority(count: number): boolean {
    return count * 2 > this.members.length;
  }

  private pass(id: number): void {
    const member = this.at(id);
    member.silent += 1;
    if (member.role === 'leader') {
      if (member.silent >= electionTicks) {
        member.silent = 0;
        const heard = member.active.size + 1;
        member.active.clear();
        if (!this.majority(heard)) {
          this.follow(id, member.term, undefined);
          return;
        }
      }
      member.last = { term: member.term, index: member.last.index + 1 };
      const { term, last, commit } = member;
      for (const other of this.others(id)) this.send(id, other, { kind: 'append', term, last, commit });
    } else if (member.silent >= member.patience) this.campaign(id, this.rules.refusesDisruption);
  }

  private campaign(id: number, first: boolean): void {
    const member = this.at(id);
    member.role = first ? 'asks-first' : 'candidate';
    member.leader = undefined;
    member.silent = 0;
    member.patience = this.patience();
    member.votes = new Set([id]);
    if (!first) {
      member.term += 1;
      member.votedFor = id;
    }
    if (this.won(id)) return;
    const term = first ? member.term + 1 : member.term;
    for (const other of this.others(id)) this.send(id, other, { kind: first ? 'ask-first' : 'ask', term, last: member.last });
  }

  private won(id: number): boolean {
    const member = this.at(id);
    if (!this.majority(member.votes.size)) return false;
    if (member.role === 'asks-first') this.campaign(id, false);
    else Object.assign(member, { role: 'leader', leader: id, silent: 0, active: new Set(), matched: new Map() });
    return true;
  }

  private follow(id: number, term: number, leader: number | undefined): void {
    const member = this.at(id);
    if (term > member.term) member.votedFor = undefined;
    Object.assign(member, { term, role: 'follower', leader });
  }

  private receive(id: number, from: number, message: Message): void {
    const member = this.at(id);
    switch (message.kind) {
      case 'append': {
        if (message.term < member.term) {
          this.send(id, from, { kind: 'appended', term: member.term, last: member.last });
          return;
        }
        this.follow(id, message.term, from);
        member.silent = 0;
        member.last = message.last;
        member.commit = Math.max(member.commit, message.commit);
        this.send(id, from, { kind: 'appended', term: member.term, last: member.last });
        return;
      }
      case 'appended': {
        if (message.term > member.term) {
          this.follow(id, message.term, undefined);
          return;
        }
        if (member.role !== 'leader' || message.term < member.term) return;
        member.active.add(from);
        if (message.last.term !== member.term) return;
        member.matched.set(from, message.last.index);
        const known = [...member.matched.values(), member.last.index].sort((a, b) => b - a);
        const agreed = known[Math.floor(this.members.length / 2)];
        if (agreed !== undefined) member.commit = Math.max(member.commit, agreed);
        return;
      }
      case 'ask':
      case 'ask-first': {
        // Whoever has heard a leader within an election timeout neither votes nor takes the term over.
        const loyal = this.rules.refusesDisruption && member.leader !== undefined && member.silent < electionTicks;
        if (loyal) return;
        const newer = message.last.term - member.last.term || message.last.index - member.last.index;
        if (message.kind === 'ask-first') {
          const granted = message.term > member.term && newer >= 0;
          this.send(id, from, { kind: 'would-vote', term: granted ? message.term : member.term, granted });
          return;
        }
        if (message.term > member.term) this.follow(id, message.term, undefined);
        const granted = message.term === member.term && newer >= 0 && (member.votedFor ?? from) === from;
        if (granted) Object.assign(member, { votedFor: from, silent: 0 });
        this.send(id, from, { kind: 'vote', term: member.term, granted });
        return;
      }
      case 'vote':
      case 'would-vote': {
        if (!message.granted && message.term > member.term) {
          this.follow(id, message.term, undefined);
          return;
        }
        const waiting =
          message.kind === 'vote' ? member.role === 'candidate' && message.term === member.term : member.role === 'asks-first';
        if (!waiting || !message.granted) return;
        member.votes.add(from);
        this.won(id);
      }
    }
  }
}
