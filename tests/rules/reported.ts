import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { FleetApp, type FleetAppProps, GeoRaft, RaftEngine, Seat, Survive, TerraformSettings, Topology, Traffic } from '../../lib';
import { checkFolder } from '../../lib/check/check-folder';
import type { Finding } from '../../lib/domain/finding';
import { checkPackages } from '../../lib/synth/check-packages';
import { fleet, generic, must, system } from '../fixtures';
import { EditedOutput } from './edited-output';

/** A situation in which a rule is reported that checks nothing by itself. */
export interface ReportedCase {
  readonly situation: string;
  /** Where it is found. */
  readonly at: string;
  /** Everything that is found then. */
  readonly findings: () => readonly Finding[];
}

const described = fleet(3);
const [frankfurt] = described.clusters as readonly [(typeof described.clusters)[0]];
const store = system(Topology.activeActive({ seats: [Seat.of(frankfurt, { voters: 3 })], traffic: Traffic.roundRobin() }), {
  engine: generic,
  objectives: { survive: Survive.anyOneMember() },
});

/** A program with one system that breaks no rule. */
export function synthesized(change: (app: FleetApp, folder: string) => void, props: FleetAppProps = {}): readonly Finding[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'georaft-reported-')));
  try {
    const app = new FleetApp(described, { outdir: join(folder, 'dist'), today: '2027-03-01', ...props });
    new GeoRaft(app, 'store', store);
    change(app, folder);
    return app.synthesize().findings.map(finding => ({ ...finding, at: finding.at.replace(`${folder}/`, '') }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checked = (edit: (output: EditedOutput) => void): readonly Finding[] => {
  const output = new EditedOutput();
  edit(output);
  return checkFolder(output, { today: '2027-03-01' }).findings;
};

const chart = (scope: Construct, id = 'tools'): Chart => new Chart(scope, id, { disableResourceNameHashes: true, namespace: 'tools' });
const configMap = (scope: Construct, data: Readonly<Record<string, string>> = {}): ApiObject =>
  new ApiObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data });

/** By the name of the rule. */
export const reportedCases: Readonly<Record<string, ReportedCase>> = {
  'input/shape': {
    situation: 'a number of voters as a text, in a plain JavaScript program',
    at: 'ledger.topology.seats[0].voters',
    findings: () =>
      synthesized(app => {
        const seats = [{ cluster: frankfurt, voters: '3' as never }];
        new GeoRaft(app, 'ledger', { ...store, topology: Topology.activeActive({ seats, traffic: Traffic.roundRobin() }) });
      }),
  },
  'input/unknown-field': {
    situation: "'namspace' in place of 'namespace'",
    at: 'ledger.namspace',
    findings: () => synthesized(app => new GeoRaft(app, 'ledger', { ...store, namspace: 'money' } as typeof store)),
  },
  'input/strategy': {
    situation: 'an engine that throws',
    at: 'ledger',
    findings: () =>
      synthesized(app => {
        const bind = (): never => {
          throw new Error('no license');
        };
        new GeoRaft(app, 'ledger', { ...store, engine: { ...RaftEngine.etcd({ image: 'quay.io/coreos/etcd:v3.6.5' }), bind } });
      }),
  },
  'input/customize': {
    situation: 'a function that reads what is not there',
    at: 'ledger/frankfurt',
    findings: () =>
      synthesized(app => {
        const customize = (made: Construct): unknown => (made.node.findChild('proxy') as Chart).labels;
        new GeoRaft(app, 'ledger', { ...store, customize });
      }),
  },
  'names/system': {
    situation: 'one name for two systems',
    at: 'store',
    findings: () => synthesized(app => new GeoRaft(app, 'store', store)),
  },
  'names/chart': {
    situation: 'a chart with the name of a system',
    at: 'clusters/frankfurt/store',
    findings: () => synthesized(app => chart(app.cluster(frankfurt), 'store')),
  },
  'objects/no-cluster': {
    situation: 'a chart in the program itself',
    at: 'tools',
    findings: () => synthesized(app => chart(app)),
  },
  'objects/no-app': {
    situation: 'a system in a construct of the program',
    at: 'group/ledger',
    findings: () => synthesized(app => new GeoRaft(Object.assign(new Construct(app, 'group'), { fleet: app.fleet }), 'ledger', store)),
  },
  'objects/validation': {
    situation: 'a construct that refuses what it was given',
    at: 'clusters/frankfurt/tools',
    findings: () =>
      synthesized(app => chart(app.cluster(frankfurt)).node.addValidation({ validate: () => ['3 replicas share one volume'] })),
  },
  'objects/duplicate': {
    situation: 'one ConfigMap in two charts of a cluster',
    at: 'frankfurt',
    findings: () =>
      synthesized(app => {
        configMap(chart(app.cluster(frankfurt), 'one'));
        configMap(chart(app.cluster(frankfurt), 'other'));
      }),
  },
  'objects/unprintable': {
    situation: 'a date in a field',
    at: 'clusters/frankfurt/tools/config',
    findings: () => synthesized(app => configMap(chart(app.cluster(frankfurt)), { since: new Date(0) as never })),
  },
  'objects/terraform-token': {
    situation: 'an output of Terraform in a ConfigMap',
    at: 'clusters/frankfurt/tools/config',
    findings: () => synthesized(app => configMap(chart(app.cluster(frankfurt)), { address: 'https://${TfToken[TOKEN.7]}' })),
  },
  'objects/chart-dependency': {
    situation: 'a ConfigMap that is to come after another chart',
    at: 'clusters/frankfurt/one/config',
    findings: () =>
      synthesized(app => {
        const other = configMap(chart(app.cluster(frankfurt), 'other'));
        configMap(chart(app.cluster(frankfurt), 'one')).addDependency(other);
      }),
  },
  'output/folder': {
    situation: 'a file in the place of the folder',
    at: 'dist',
    findings: () => synthesized((_, folder) => writeFileSync(join(folder, 'dist'), '')),
  },
  'output/foreign-file': {
    situation: 'a file that was written by hand where a system is rendered',
    at: 'frankfurt/store/store.yaml',
    findings: () =>
      synthesized((_, folder) => {
        mkdirSync(join(folder, 'dist', 'frankfurt', 'store'), { recursive: true });
        writeFileSync(join(folder, 'dist', 'frankfurt', 'store', 'store.yaml'), 'kind: Secret\n');
      }),
  },
  'output/plan': {
    situation: 'a folder without fleet.json',
    at: 'fleet',
    findings: () => checked(output => output.drop('fleet.json')),
  },
  'output/unreadable': {
    situation: 'a file that ends in the middle of a text',
    at: 'dublin/settings/settings.yaml',
    findings: () => checked(output => output.text('dublin/settings/settings.yaml', () => 'kind: "Config')),
  },
  'output/no-manifest': {
    situation: 'a template beside the manifests of a folder without a plan',
    at: 'templates/members.yaml',
    findings: () =>
      checked(output =>
        output.drop('fleet.json').text('templates/members.yaml', () => 'kind: StatefulSet\nmetadata:\n  name: {{ .Release.Name }}\n'),
      ),
  },
  'output/empty': {
    situation: 'a folder that holds only a plan',
    at: 'fleet',
    findings: () => checked(output => output.files.filter(file => file.endsWith('.yaml')).forEach(file => void output.drop(file))),
  },
  'terraform/packages': {
    situation: 'a fleet with stacks in a project without cdktf',
    at: 'fleet',
    findings: () => checkPackages({ ...described, terraform: TerraformSettings.stacks() }, () => ['cdktf']),
  },
  'acknowledgement/unmatched': {
    situation: 'a risk that is gone and is still accepted',
    at: 'store',
    findings: () =>
      synthesized(() => undefined, {
        acknowledged: [{ rule: 'quorum/member-loss', at: 'store', reason: 'a test system', until: '2027-06-30' }],
      }),
  },
  'acknowledgement/expired': {
    situation: 'a risk that was accepted until the end of February, on the first of March',
    at: 'ledger',
    findings: () =>
      synthesized(
        app => {
          const topology = Topology.activeActive({ seats: [Seat.of(frankfurt, { voters: 1 })], traffic: Traffic.roundRobin() });
          new GeoRaft(app, 'ledger', { ...store, topology });
        },
        { acknowledged: [{ rule: 'quorum/member-loss', at: 'ledger', reason: 'a test system', until: '2027-02-28' }] },
      ),
  },
};

export const reportedCase = (rule: string): ReportedCase => must(reportedCases[rule], `a case for ${rule}`);
