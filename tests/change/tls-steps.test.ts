import fc from 'fast-check';
import { OperatingState } from '../../lib';
import { planSteps } from '../../lib/change/plan-steps';
import type { ClusterTarget, SystemTarget, TlsTarget } from '../../lib/change/target';
import { undoStep } from '../../lib/change/undo';
import type { CertificateLedger, GroupLedger, TemplateLedger } from '../../lib/domain/operating-state';
import type { StepPlan } from '../../lib/plan/model/step-plan';
import { runs } from '../extent';
import { formed, image } from './ledgers';

const clusters = ['frankfurt', 'dublin', 'london'] as const;
const [old, young] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'];
const issuedBy = (issuer: string, ...authorities: readonly string[]): CertificateLedger => ({
  issuer,
  issuerKind: 'ClusterIssuer',
  ...(authorities.length > 0 ? { authorities: Object.fromEntries(authorities.map(each => [each, `certificate of ${each}`])) } : {}),
});
const off: TlsTarget = { peerTls: 'off' };
const on = (issuer: string, ...authorities: readonly string[]): TlsTarget => ({
  peerTls: 'on',
  ...(authorities.length > 0 ? { authorities } : {}),
  certificates: issuedBy(issuer, ...authorities),
});

const target = (tls: TlsTarget, over: Partial<SystemTarget['groups'][number]> = {}): SystemTarget => ({
  system: 'settings',
  survive: 'any-one-cluster',
  byJobs: true,
  maxLearners: 1,
  groups: [
    {
      name: 'settings',
      image,
      timing: { heartbeatMillis: 100, electionMillis: 1000 },
      tls,
      clusters: clusters.map(
        (cluster, at): ClusterTarget => ({
          cluster,
          voters: [2, 2, 1][at] ?? 0,
          learners: 0,
          firstOrdinal: 10 * at,
          serves: at === 0,
          template: '0123456789ab',
        }),
      ),
      ...over,
    },
  ],
});

/** A ledger of a group whose members were recorded while the program was this. */
function recorded(tls: TlsTarget): OperatingState {
  const [record] = planSteps(formed(), target(tls));
  if (record?.kind !== 'record') throw new Error('the first step records who is there');
  return record.ledger;
}
const groupOf = ({ groups }: OperatingState): GroupLedger => groups?.['settings'] ?? { members: {}, images: {} };
const modesOf = (state: OperatingState): string => clusters.map(cluster => groupOf(state).templates?.[cluster]?.peerTls ?? 'off').join(' ');
const trustOf = (state: OperatingState): string =>
  clusters.map(cluster => (groupOf(state).templates?.[cluster]?.authorities ?? []).map(each => each.charAt(0)).join('')).join(' ');
const way = (from: TlsTarget, to: TlsTarget): readonly StepPlan[] => planSteps(recorded(from), target(to));

describe('the steps to TLS between peers', () => {
  it('give all members certificates first, and let them listen with TLS afterwards, the serving cluster last', () => {
    const steps = way(off, on('one'));
    expect(steps.map(({ kind, cluster }) => [kind, cluster].filter(Boolean).join(' '))).toEqual([
      'rollout dublin',
      'rollout london',
      'rollout frankfurt',
      'rollout dublin',
      'rollout london',
      'rollout frankfurt',
      'settle',
    ]);
    expect(steps.slice(0, 6).map(({ ledger }) => modesOf(ledger))).toEqual([
      'off outgoing off',
      'off outgoing outgoing',
      'outgoing outgoing outgoing',
      'outgoing on outgoing',
      'outgoing on on',
      'on on on',
    ]);
    expect(steps.map(({ ledger }) => ledger.thawed)).toEqual([...[1, 2, 0, 1, 2, 0].map(at => [clusters[at]]), []]);
    expect(groupOf(steps[0]?.ledger ?? OperatingState.initial()).certificates).toEqual(issuedBy('one'));
    expect(steps[0]?.does).toContain('run members with certificates, for peers that listen with TLS in dublin');
    expect(steps[3]?.does).toContain('run members that listen with TLS in dublin');
  });

  it('go back the same way, and forget the certificates in the end', () => {
    const steps = way(on('one'), off);
    expect(steps.slice(0, 6).map(({ ledger }) => modesOf(ledger))).toEqual([
      'on outgoing on',
      'on outgoing outgoing',
      'outgoing outgoing outgoing',
      'outgoing off outgoing',
      'outgoing off off',
      'off off off',
    ]);
    expect(groupOf(steps[5]?.ledger ?? OperatingState.initial()).certificates).toEqual(issuedBy('one'));
    expect(groupOf(steps.at(-1)?.ledger ?? OperatingState.initial()).certificates).toBeUndefined();
  });

  it('are none where peers are as they should be', () => {
    for (const tls of [off, on('one'), on('one', old)]) expect(way(tls, tls)).toEqual([]);
  });
});

describe('the steps to another authority', () => {
  it('let all trust both, then issue the certificates anew, then let all forget the old one', () => {
    const steps = way(on('one', old), on('two', young));
    expect(steps.map(({ kind }) => kind)).toEqual([...Array(3).fill('rollout'), 'reissue', ...Array(3).fill('rollout'), 'settle']);
    expect(steps.map(({ ledger }) => trustOf(ledger))).toEqual([
      'a ab a',
      'a ab ab',
      'ab ab ab',
      'ab ab ab',
      'ab b ab',
      'ab b b',
      'b b b',
      'b b b',
    ]);
    expect(steps.map(({ ledger }) => groupOf(ledger).certificates?.issuer)).toEqual([...Array(3).fill('one'), ...Array(5).fill('two')]);
    const last = groupOf(steps.at(-1)?.ledger ?? OperatingState.initial());
    expect(last.certificates).toEqual(issuedBy('two', young));
    expect(steps[3]).toMatchObject({ does: 'issue the certificates of all peers by ClusterIssuer two; nobody restarts', restarts: [] });
  });

  it('are none where it is not said whom members trust', () => {
    expect(way(on('one'), on('two'))).toEqual([]);
  });

  it('need no authority twice where one issuer gets another one', () => {
    expect(way(on('one', old), on('one', old, young)).map(({ kind }) => kind)).toEqual([...Array(3).fill('rollout'), 'settle']);
  });
});

/** What members of one cluster may run: what the ledger says, and what they ran before where it was taken back or is under way. */
type Running = readonly Pick<TemplateLedger, 'peerTls' | 'authorities'>[];

/** Whether members that run these understand each other, with certificates of these issuers' authorities. */
function understand(one: Running[number], other: Running[number], signers: readonly string[]): boolean {
  const reaches = (from: Running[number], to: Running[number]): boolean =>
    (to.peerTls ?? 'off') !== 'on' || ((from.peerTls ?? 'off') !== 'off' && trusts(from) && trusts(to));
  const trusts = ({ authorities }: Running[number]): boolean =>
    authorities === undefined || signers.every(each => authorities.includes(each));
  return reaches(one, other) && reaches(other, one);
}

describe('a way between any two kinds of TLS, changed and taken back under way', () => {
  const kinds = [off, on('a', old), on('b', young), on('a', old, young)];
  const authorityOf: Readonly<Record<string, string>> = { a: old ?? '', b: young ?? '' };
  const moves = fc.array(fc.record({ want: fc.nat(kinds.length - 1), undo: fc.boolean() }), { minLength: 1, maxLength: 25 });

  it('never has two members that do not understand each other, and ends', () => {
    fc.assert(
      fc.property(fc.nat(kinds.length - 1), moves, (first, walk) => {
        let state = recorded(kinds[first] ?? off);
        let wanted = kinds[first] ?? off;
        const running = new Map<string, Running>(clusters.map(cluster => [cluster, [groupOf(state).templates?.[cluster] ?? {}]]));
        let signers = new Set(wanted.certificates ? [authorityOf[wanted.certificates.issuer] ?? ''] : []);
        const take = (next: OperatingState, isDone: boolean): void => {
          const [before, after] = [groupOf(state), groupOf(next)];
          for (const cluster of clusters) {
            const now = after.templates?.[cluster] ?? {};
            // A step begins once the one before it is done, unless it mends that one or takes it back.
            const was = isDone && state.thawed.includes(cluster) ? [before.templates?.[cluster] ?? {}] : (running.get(cluster) ?? []);
            running.set(cluster, next.thawed.includes(cluster) ? [...was, now] : was);
          }
          const issuer = after.certificates?.issuer;
          const signer = issuer === undefined ? undefined : authorityOf[issuer];
          const reissues = issuer !== before.certificates?.issuer;
          // While certificates are issued anew, those of both authorities are in use; at the next step they all are.
          if (signer !== undefined) signers = reissues && before.certificates ? new Set([...signers, signer]) : new Set([signer]);
          const all = [...running.values()].flat();
          for (const one of all)
            for (const other of all) if (!understand(one, other, [...signers])) throw new Error(`${modesOf(next)}: ${trustOf(next)}`);
          state = next;
        };
        for (const { want, undo } of walk) {
          wanted = kinds[want] ?? off;
          const undone = undo ? undoStep(state) : undefined;
          if (undone?.kind === 'possible') take(undone.ledger, false);
          const [next] = planSteps(state, target(wanted));
          if (next) take(next.ledger, !next.mends);
        }
        for (let left = 40; left > 0; left -= 1) {
          const [next] = planSteps(state, target(wanted));
          if (!next) break;
          take(next.ledger, !next.mends);
        }
        expect(planSteps(state, target(wanted))).toEqual([]);
        expect(new Set(modesOf(state).split(' '))).toEqual(new Set([wanted.peerTls]));
      }),
      { numRuns: runs(1000) },
    );
  });
});
