import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, Size } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { platform } from '../../../apps/platform';
import {
  type Access,
  Cluster,
  Dns,
  type DnsProvider,
  Fleet,
  FleetApp,
  GeoRaft,
  Network,
  OperatingState,
  RaftEngine,
  RoundTrips,
  Survive,
  type Topology,
} from '../../../lib';
import type { DnsScope } from '../../../lib/domain/dns';
import { must } from '../../fixtures';
import type { LabInfo, Site } from '../lab';
import { Instance } from './instance';
import { marked, type Rendered } from './objects';

/** Every site as a cluster, in the regions that a provider's latency routing knows. */
export const clustersOf = (info: LabInfo): readonly [Cluster, Cluster, Cluster] =>
  info.sites.map(site =>
    Cluster.of({
      name: site.name,
      index: site.number,
      region: must(['eu-central-1', 'eu-west-1', 'eu-west-2'][site.number - 1]),
      zones: [site.zone],
      kubernetes: info.kubernetes.replace(/^v(1\.\d+)\..*$/, '$1'),
      podCidrs: [site.podCidr],
      serviceCidrs: [site.serviceCidr],
      storageClass: 'standard',
      ingress: { className: 'nginx', addresses: [site.node] },
      dnsCidrs: [`${site.node}/32`],
    }),
  ) as unknown as readonly [Cluster, Cluster, Cluster];

/** A program that serves nothing, so that its members are not ready until somebody opens their port for them. */
export const silentImage = 'registry.example.test/silent:1.0.0';

interface Deployment {
  readonly template: {
    readonly spec: {
      readonly containers: readonly {
        readonly args: readonly string[];
        readonly env?: readonly { readonly name: string; readonly value?: string }[];
      }[];
    };
  };
}

/** A system of a rendered fleet. */
export interface SystemFacts {
  readonly topology: Topology;
  readonly access: Access;
  /** The cluster that serves. @default - the topology's own */
  readonly active?: string;
}

/** What georaft writes for a fleet over the lab's sites, read back from its output. */
export class RenderedFleet {
  private constructor(
    private readonly info: LabInfo,
    private readonly objects: ReadonlyMap<string, readonly Rendered[]>,
  ) {}

  /**
   * Renders a fleet and its systems.
   * @param name of the fleet; owners of records are called after it
   * @param zone that names are in
   */
  static of(
    info: LabInfo,
    name: string,
    { zone = info.zone, provider }: { readonly zone?: string; readonly provider: DnsProvider },
    systems: (clusters: readonly [Cluster, Cluster, Cluster]) => Readonly<Record<string, SystemFacts>> = () => ({}),
  ): RenderedFleet {
    const outdir = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
    try {
      const clusters = clustersOf(info);
      const [first, second, third] = clusters;
      const millis = Duration.millis(1);
      const fleet = Fleet.of({
        name,
        clusters,
        roundTrips: RoundTrips.of([
          [first, second, millis],
          [first, third, millis],
          [second, third, millis],
        ]),
        network: Network.flat(),
        dns: Dns.externalDns({ zone, provider }),
      });
      const app = new FleetApp(fleet, { outdir });
      platform(app);
      for (const [system, { topology, access, active }] of Object.entries(systems(clusters))) {
        new GeoRaft(app, system, {
          engine: RaftEngine.generic({
            name: 'silent',
            image: silentImage,
            raftPort: 8090,
            clientPort: 8091,
            dataPath: '/var/lib/silent',
            shutdown: { grace: Duration.seconds(1) },
          }),
          resources: { cpu: '10m', memory: Size.mebibytes(16) },
          storage: Size.gibibytes(1),
          topology,
          access,
          objectives: { survive: Survive.anyOneMember() },
          ...(active ? { state: { ...OperatingState.initial(), active } } : {}),
        });
      }
      expect(app.synthesize().findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      return new RenderedFleet(info, new Map(info.sites.map(site => [site.name, read(join(outdir, site.name))] as const)));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }

  /** The objects of one kind in one site, in the order of their files. */
  all(site: number, kind: string): readonly Rendered[] {
    return (this.objects.get(`s${site}`) ?? []).filter(object => object.kind === kind);
  }

  /** The one object of this kind and name in one site. */
  one(site: number, kind: string, name: string): Rendered {
    return must(
      this.all(site, kind).find(({ metadata }) => metadata.name === name),
      `${kind} ${name} in s${site}`,
    );
  }

  /** The instance of a site with the arguments and variables of its rendered Deployment; the lab's keys are its secrets. */
  instance(number: number, scope: DnsScope = 'local'): Instance {
    const site: Site = must(this.info.sites.find(candidate => candidate.number === number));
    const { template } = this.one(number, 'Deployment', `external-dns-${scope}`).spec as unknown as Deployment;
    const { args, env = [] } = must(template.spec.containers[0]);
    expect(args).toContain(`--label-filter=georaft.io/dns-scope=${scope}`);
    const secrets: Readonly<Record<string, string>> = {
      EXTERNAL_DNS_RFC2136_TSIG_SECRET: site.tsig.secret,
      EXTERNAL_DNS_PDNS_API_KEY: 'lab',
    };
    const variables = Object.fromEntries(env.map(({ name, value }) => [name, value ?? must(secrets[name], name)]));
    return new Instance(site, args, variables).with(`--label-filter=${marked(scope)}`);
  }
}

const read = (folder: string): readonly Rendered[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .flatMap(entry =>
      parseAllDocuments(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8')).map(
        document => document.toJS() as Rendered,
      ),
    );
