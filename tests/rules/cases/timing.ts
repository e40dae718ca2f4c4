import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { each, everywhere, flag, member, members, withoutPlan } from '../member-edits';

/** Gives whitewater's members a flag of their own. */
const told = (output: EditedOutput, cluster: string, word: string): EditedOutput =>
  output.set(cluster, members('whitewater'), `${member}.args`, [word]);

/** Cases of the rules in lib/rules/timing. */
export const timing: ManifestCases = {
  'timing/members': [
    {
      situation: 'one cluster that waits longer',
      edit: output => flag(output, 'dublin', 'settings', 'election-timeout', '--election-timeout=2000'),
      finds: [
        {
          at: 'settings/dublin',
          says: ["election-timeout is '2000'", '1000 ms'],
          object: 'StatefulSet settings',
          field: `${member}.args[8]`,
        },
      ],
    },
    {
      situation: 'another heartbeat than the plan has, everywhere',
      edit: output =>
        each(output, everywhere, cluster => flag(output, cluster, 'settings', 'heartbeat-interval', '--heartbeat-interval=101')),
      finds: everywhere.map(cluster => ({ at: `settings/${cluster}`, says: ["'101'", '100 ms'] })),
    },
    {
      situation: 'a variable that is overruled by no flag',
      edit: output => {
        flag(output, 'dublin', 'settings', 'heartbeat-interval');
        output
          .object('dublin', members('settings'))
          .spec.template.spec.containers[0].env.push({ name: 'ETCD_HEARTBEAT_INTERVAL', value: '200' });
      },
      finds: [{ at: 'settings/dublin', says: ["'200'"], field: `${member}.env[4].value` }],
    },
    {
      situation: 'less than five heartbeats, in a folder without a plan',
      boundary: true,
      edit: output =>
        each(withoutPlan(output), everywhere, cluster => flag(output, cluster, 'settings', 'election-timeout', '--election-timeout=499')),
      finds: everywhere.map(cluster => ({ at: `settings/${cluster}`, says: ['less than five heartbeats'] })),
    },
    {
      situation: 'a cluster that differs, in a folder without a plan',
      edit: output => flag(withoutPlan(output), 'dublin', 'settings', 'election-timeout', '--election-timeout=5000'),
      finds: [{ at: 'settings/dublin', says: ["'5000'", "'1000' in frankfurt, london"] }],
    },
    {
      situation: 'an engine that is not known, whose clusters differ',
      edit: output =>
        each(output, everywhere, cluster =>
          told(output, cluster, cluster === 'dublin' ? '-raft-election-timeout=2s' : '-raft-election-timeout=1s'),
        ),
      finds: [{ at: 'whitewater/dublin', says: ["'2s'", "'1s' in frankfurt, london"] }],
    },
    {
      situation: 'an engine that is told in two clusters of three',
      edit: output => each(output, ['frankfurt', 'london'], cluster => told(output, cluster, '-raft-heartbeat-timeout=1s')),
      finds: [{ at: 'whitewater/dublin', says: ['-raft-heartbeat-timeout is not set'] }],
    },
    {
      situation: 'exactly five heartbeats, in a folder without a plan',
      boundary: true,
      edit: output =>
        each(withoutPlan(output), everywhere, cluster => flag(output, cluster, 'settings', 'election-timeout', '--election-timeout=500')),
      finds: [],
    },
    {
      situation: "etcd's own default, which is the plan's",
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'election-timeout'),
      finds: [],
    },
    {
      situation: 'a variable that a flag overrules',
      edit: output =>
        output
          .object('dublin', members('settings'))
          .spec.template.spec.containers[0].env.push({ name: 'ETCD_ELECTION_TIMEOUT', value: '9000' }),
      finds: [],
    },
    {
      situation: 'two groups that differ',
      edit: output => {
        flag(withoutPlan(output), 'frankfurt', 'ledger', 'election-timeout', '--election-timeout=2000');
      },
      finds: [],
    },
  ],
};
