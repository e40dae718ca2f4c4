import type { ManifestCases } from '../manifest-case';
import { each, members, withoutPlan } from '../member-edits';

const role = "metadata.annotations['georaft.io/role']";
const epoch = "metadata.annotations['georaft.io/epoch']";
const settings = members('settings');
const mirror = 'Deployment ledger-mirror';

/** Cases of the rules in lib/rules/state. */
export const state: ManifestCases = {
  'state/one-active': [
    {
      situation: 'a second active cluster',
      edit: output => output.set('dublin', settings, role, 'active'),
      finds: [{ at: 'settings/dublin', says: ["is 'active'", "'voting' in the plan"], object: settings, field: role }],
    },
    {
      situation: 'an epoch of its own',
      boundary: true,
      edit: output => output.set('dublin', settings, epoch, '2'),
      finds: [{ at: 'settings/dublin', says: ["epoch is '2'", '1 in the plan'], field: epoch }],
    },
    {
      situation: 'a role that is left out',
      edit: output => output.unset('dublin', settings, role),
      finds: [{ at: 'settings/dublin', says: ['not set'] }],
    },
    {
      situation: 'two active clusters beside a standby, in a folder without a plan',
      edit: output => withoutPlan(output).set('dublin', settings, role, 'active'),
      finds: ['dublin', 'frankfurt'].map(cluster => ({ at: `settings/${cluster}`, says: ['frankfurt', 'dublin', 'active'] })),
    },
    {
      situation: 'two epochs, in a folder without a plan',
      edit: output => withoutPlan(output).set('dublin', settings, epoch, '2'),
      finds: [{ at: 'settings/dublin', says: ["epoch is '2'", "'1' in other clusters"] }],
    },
    {
      situation: 'all clusters active, in a folder without a plan',
      boundary: true,
      edit: output => withoutPlan(output),
      finds: [],
    },
    {
      situation: 'a switchover that the plan has too',
      edit: output => {
        const system = output.plan.systems.find((each: { name: string }) => each.name === 'settings');
        system.state.epoch = 2;
        system.seats[0].role = 'voting';
        system.seats[1].role = 'active';
        output.set('frankfurt', settings, role, 'voting').set('dublin', settings, role, 'active');
        each(output, ['frankfurt', 'dublin', 'london'], cluster => output.set(cluster, settings, epoch, '2'));
      },
      finds: [],
    },
  ],
  'state/mirror': [
    {
      situation: 'a target over TLS, where the source is not',
      edit: output => output.set('dublin', mirror, 'spec.template.spec.containers[0].args[2]', 'https://ledger.ledger.svc:2379'),
      finds: [{ at: 'ledger/dublin', says: ['reads over http and writes over https'], object: mirror }],
    },
    {
      situation: 'two targets',
      edit: output => output.object('dublin', mirror).spec.template.spec.containers[0].args.push('http://ledger.ledger.svc:2379'),
      finds: [{ at: 'ledger/dublin', says: ['2 targets', 'etcdctl accepts one'] }],
    },
    {
      situation: 'another command before it',
      edit: output => output.object('dublin', mirror).spec.template.spec.containers[0].command.push('get'),
      finds: [{ at: 'ledger/dublin', says: ["'get' before make-mirror"] }],
    },
    {
      situation: 'a mirror that runs in the active cluster too',
      boundary: true,
      edit: output => output.set('frankfurt', mirror, 'spec.replicas', 1),
      finds: [{ at: 'ledger/frankfurt', says: ['1 mirrors run', 'the plan says 0', 'active'], object: mirror, field: 'spec.replicas' }],
    },
    {
      situation: 'a hot standby whose mirror is stopped',
      edit: output => output.set('dublin', mirror, 'spec.replicas', 0),
      finds: [{ at: 'ledger/dublin', says: ['0 mirrors run', 'a hot standby'] }],
    },
    {
      situation: 'a hot standby without a mirror',
      edit: output => output.remove('dublin', mirror),
      finds: [{ at: 'ledger/dublin', says: ['there is no Deployment ledger-mirror'] }],
    },
    {
      situation: 'two mirrors while one replaces the other',
      edit: output => output.unset('dublin', mirror, 'spec.strategy'),
      finds: [{ at: 'ledger/dublin', says: ['RollingUpdate'], field: 'spec.strategy.type' }],
    },
    {
      situation: 'a mirror of its own group',
      edit: output =>
        output.set(
          'dublin',
          mirror,
          'spec.template.spec.containers[0].args[1]',
          '--endpoints=http://ledger-10.dublin.ledger.example.test:2379',
        ),
      finds: [{ at: 'ledger/dublin', says: ['ledger-10.dublin.ledger.example.test'] }],
    },
    {
      situation: 'a mirror that reads from the port of peers',
      edit: output =>
        output.set(
          'dublin',
          mirror,
          'spec.template.spec.containers[0].args[1]',
          '--endpoints=http://ledger-0.frankfurt.ledger.example.test:2380',
        ),
      finds: [{ at: 'ledger/dublin', says: ['no member to copy from'] }],
    },
    {
      situation: 'a mirror into another Service',
      edit: output => output.set('dublin', mirror, 'spec.template.spec.containers[0].args[2]', 'http://settings.settings.svc:2379'),
      finds: [{ at: 'ledger/dublin', says: ['does not write to ledger.ledger.svc'] }],
    },
    {
      situation: 'a member without a port, which etcdctl does not know how to reach',
      boundary: true,
      edit: output =>
        output.set(
          'dublin',
          mirror,
          'spec.template.spec.containers[0].args[1]',
          '--endpoints=http://ledger-0.frankfurt.ledger.example.test',
        ),
      finds: [{ at: 'ledger/dublin', says: ['no member to copy from'] }],
    },
    {
      situation: 'a program of its own that takes its port otherwise',
      boundary: true,
      edit: output =>
        output
          .set('dublin', mirror, 'spec.template.spec.containers[0].command', ['/bin/mirror'])
          .set('dublin', mirror, 'spec.template.spec.containers[0].args', [
            '--from',
            'ledger-0.frankfurt.ledger.example.test,ledger-1.frankfurt.ledger.example.test',
            '--to',
            'ledger.ledger.svc',
            '--port=2379',
          ]),
      finds: [],
    },
    {
      situation: 'a count that is left out, which means one, where one runs',
      boundary: true,
      edit: output => output.unset('dublin', mirror, 'spec.replicas'),
      finds: [],
    },
    {
      situation: 'a system without mirrors',
      edit: output => output.set('dublin', settings, 'metadata.labels.tier', 'gold'),
      finds: [],
    },
  ],
};
