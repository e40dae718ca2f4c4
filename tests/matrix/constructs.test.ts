import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import {
  ExternalDns,
  Finding,
  Fleet,
  FleetApp,
  GeoRaft,
  Manifest,
  OperatingState,
  PeerDiscovery,
  PeerTls,
  RestrictedNamespace,
  ZoneDelegations,
} from '../../lib';
import { sample } from '../extent';
import { must } from '../fixtures';
import { classes } from './exported';
import { type Outcome, outcomeOf } from './run';
import { appOf, baseFleet, baseSystem, one } from './world';
import { isOfKind, placesOf, wrongValues } from './wrong-values';

const fleet = Fleet.of(baseFleet(undefined));
const labels = { team: 'a' };

/** A class, and a program that makes one of it from its props. */
interface Construction {
  readonly props: object;
  readonly optional: readonly string[];
  readonly blank?: readonly string[];
  readonly open?: readonly string[];
  /** What its props are called in what is said of them. */
  readonly called: string;
  readonly build: (folder: string, props: never) => FleetApp;
}

/** A program with a chart in which something is made. */
const inChart =
  <Props>(make: (chart: Chart, props: Props) => unknown) =>
  (folder: string, props: Props): FleetApp =>
    appOf(
      folder,
      { more: app => make(new Chart(app.cluster(one), 'tools', { disableResourceNameHashes: true }), props) },
      'fleet and system',
    );

type ExternalDnsProps = ConstructorParameters<typeof ExternalDns>[2];
type NamespaceProps = ConstructorParameters<typeof RestrictedNamespace>[2];

const constructions: Readonly<Record<string, Construction>> = {
  ExternalDns: {
    props: {
      fleet,
      cluster: one,
      scope: 'local',
      image: 'registry.example.test/external-dns:v0.21.0', // What is in a variable is looked at with the providers.
      env: [Object.freeze({ name: 'A', value: 'a' })],
    },
    optional: ['env'],
    called: 'ExternalDns',
    build: inChart<ExternalDnsProps>((chart, props) => new ExternalDns(chart, 'dns', props)),
  },
  FleetApp: {
    props: { outdir: 'out', acknowledged: [], today: '2027-03-01' },
    optional: ['', 'outdir', 'acknowledged', 'today'],
    called: 'FleetApp',
    build: (_, props) => {
      const app = new FleetApp(fleet, props);
      new GeoRaft(app, 'demo', baseSystem());
      return app;
    },
  },
  GeoRaft: {
    props: {
      ...baseSystem(),
      discovery: PeerDiscovery.staticPeers(),
      peerTls: PeerTls.none(),
      namespace: 'demo',
      resources: { cpu: '500m', memory: Size.mebibytes(512) },
      state: OperatingState.initial(),
      customize: () => undefined,
    },
    optional: ['discovery', 'peerTls', 'namespace', 'resources', 'state', 'customize'],
    called: 'demo',
    build: (folder, props) => {
      const app = new FleetApp(fleet, { outdir: join(folder, 'dist') });
      new GeoRaft(app, 'demo', props);
      return app;
    },
  },
  Manifest: {
    props: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'demo', labels, annotations: { ...labels } } },
    optional: ['metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.labels.team', 'metadata.annotations.team'],
    // What is in labels and annotations is for the rules about manifests.
    open: ['metadata.labels.', 'metadata.annotations.'],
    called: 'Manifest',
    build: inChart<ConstructorParameters<typeof Manifest>[2]>((chart, props) => new Manifest(chart, 'object', props)),
  },
  RestrictedNamespace: {
    props: { name: 'tools', kubernetes: '1.34', labels: { ...labels } },
    optional: ['labels.team'],
    blank: ['labels.team'],
    called: 'RestrictedNamespace',
    build: inChart<NamespaceProps>((chart, props) => new RestrictedNamespace(chart, 'namespace', props)),
  },
  ZoneDelegations: {
    props: { fleet, cluster: one },
    optional: [],
    called: 'ZoneDelegations',
    build: inChart<ConstructorParameters<typeof ZoneDelegations>[2]>((chart, props) => new ZoneDelegations(chart, 'zones', props)),
  },
};

const leak = /undefined|TypeError|Cannot read|is not a function|\[object /;

const names = Object.keys(constructions);

const outcome = ({ build }: Construction, props: unknown): Outcome => outcomeOf(folder => build(folder, props as never), 'unchecked');

/** What is said of a place in the props: of a construct in a chart, by its validation. */
const says = ({ findings }: Outcome, at: string): boolean =>
  findings.some(finding => [`[${at}]`, `[${at}.`, `[${at}[`].some(place => Finding.line(finding).includes(place)));

describe('a construct', () => {
  it('of every class that the package exports is here', () => {
    expect([...names].sort()).toEqual([...classes].sort());
  });

  it.each(names)('%s is made of its props without a finding', name => {
    const given = must(constructions[name]);
    const { findings, files } = outcome(given, given.props);
    expect(findings.map(Finding.line)).toEqual([]);
    expect(files.size).toBeGreaterThan(3);
  });

  it.each(names)('%s of wrong props says what is wrong, and never throws', name => {
    const given = must(constructions[name]);
    const { props, optional, open = [], blank = [], called } = given;
    const entry = { make: () => undefined, args: [props], bare: [], names: [''], optional, open, blank, scalar: [], at: called };
    const program = () => ({});
    const places = placesOf({ ...entry, program, bareProgram: program });
    const tried = sample(
      places.flatMap(place => wrongValues.map(wrong => ({ place, wrong }))),
      29,
    );
    for (const {
      place,
      wrong: [what, value],
    } of tried) {
      const [wrong] = place.put(value);
      const found = outcome(given, wrong);
      const lines = found.findings.map(Finding.line);
      const where = `${called}${place.path} is ${what}`;
      expect([where, lines.filter(line => leak.test(line))]).toEqual([where, []]);
      expect([where, [...found.files].filter(([, text]) => leak.test(text)).map(([path]) => path)]).toEqual([where, []]);
      if (isOfKind(place, value)) continue;
      expect([where, says(found, `${called}${place.path}`), lines]).toEqual([where, true, lines]);
      expect([where, found.files.size]).toEqual([where, 0]);
    }
  });
});
