import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { withGroup, withMember } from '../../lib/change/ledger-edit';
import { planSteps } from '../../lib/change/plan-steps';
import { targetOf } from '../../lib/change/target';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import { Finding } from '../../lib/domain/finding';
import { OperatingState } from '../../lib/domain/operating-state';
import { memberName } from '../../lib/plan/members/object-names';
import { isFullRun } from '../extent';
import { accepted } from './accepted';
import { fleetDrafts } from './arbitrary-fleet';
import { type Later, programOf, today } from './build';
import { seed } from './runs';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-recorded-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fleets = isFullRun ? 400 : 6;
const operations = { image: 'docker.io/library/node:22.11.0' };
const errors = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ severity }) => severity === 'error').map(Finding.line);

/** What is begun with one member of each group. */
const begun = ['nothing', 'joining', 'joining again', 'leaving', 'lost', 'other addresses and names'] as const;

/** The ledger once something was begun with the last voter of the group that all clusters are in, or with the one after it. */
function begin(state: OperatingState, system: string, what: (typeof begun)[number]): OperatingState {
  if (what === 'other addresses and names') return moved(state, system);
  const group = state.groups?.[system];
  const voters = Object.entries(group?.members ?? {}).filter(([, { role }]) => role === 'voter');
  const [name, member] = voters.at(-1) ?? [];
  if (!group || name === undefined || !member || what === 'nothing') return state;
  // The only voter of a group neither leaves nor is replaced.
  if (voters.length === 1 && what !== 'joining') return state;
  const next = memberName(system, 'voter', Number(/\d+$/.exec(name)?.[0]) + 1);
  switch (what) {
    case 'joining':
      return withGroup(state, system, withMember(group, next, { ...member, role: 'joining', volume: 1 }));
    case 'joining again':
      return withGroup(state, system, withMember(group, name, { ...member, role: 'joining', volume: 2 }));
    case 'leaving':
    case 'lost':
      return withGroup(state, system, withMember(group, name, { ...member, role: what }));
  }
}

/** The ledger while every cluster has old addresses that are still admitted, and the system an old name. */
function moved(state: OperatingState, system: string): OperatingState {
  const networks = Object.entries(state.networks ?? {}).map(([cluster, network], at) => {
    const { podCidrs, dnsCidrs = [], apiServers } = network;
    const servers = apiServers?.map(({ port }) => ({ cidrs: [`172.31.255.${at}/32`], port: port - 1 }));
    const more = servers ? { apiServers: [...(apiServers ?? []), ...servers] } : {};
    return [
      cluster,
      { ...network, podCidrs: [...podCidrs, `172.31.${at}.0/24`], dnsCidrs: [...dnsCidrs, '172.30.0.10/32'], ...more },
    ] as const;
  });
  const names = Object.keys(state.names ?? {}).map(host => [host.replace(/^[^.]+/, `former-${system}`), { ttlSeconds: 30 }] as const);
  return {
    ...state,
    ...(state.networks ? { networks: Object.fromEntries(networks) } : {}),
    ...(state.names ? { names: { ...state.names, ...Object.fromEntries(names) } } : {}),
  };
}

describe(`each of ${fleets} random fleets, recorded, with jobs for its members`, () => {
  it('is clean under the check of its output, whatever was begun with a member, wherever the synthesis accepts it', () => {
    const tried = new Map<string, number>();
    fc.assert(
      fc.property(fleetDrafts, fc.constantFrom(...begun), (draft, what) => {
        const attempt = accepted(draft, folder);
        fc.pre(attempt.kind === 'accepted');
        const formed: Later = (_, system) => ({
          ...system,
          operations,
          state: { ...OperatingState.initial(), ...system.state, bootstrapped: true },
        });
        const { fleet, systems } = programOf(attempt.draft, folder, false, formed);
        const ledgers = new Map(
          systems.map(({ name, plan: system }) => {
            const [record] = planSteps(system.state, targetOf(system, fleet));
            return [name, begin(record?.kind === 'record' ? record.ledger : system.state, name, what)] as const;
          }),
        );
        rmSync(folder, { recursive: true, force: true });
        const recorded: Later = (name, system) => ({ ...formed(name, system), state: ledgers.get(name) ?? OperatingState.initial() });
        const { findings } = programOf(attempt.draft, folder, false, recorded).synthesize();
        fc.pre(errors(findings).length === 0);
        tried.set(what, (tried.get(what) ?? 0) + 1);
        const found = errors(checkFolder(folderSource(join(folder, 'dist')), { today }).findings);
        if (found.length > 0) throw new Error(`${what}: ${JSON.stringify(found, null, 1)}\nof ${JSON.stringify(attempt.draft)}`);
      }),
      { numRuns: fleets, seed },
    );
    process.stdout.write(`${[...tried].map(([what, count]) => `${what} ${count}`).join(', ')}\n`);
  });
});
