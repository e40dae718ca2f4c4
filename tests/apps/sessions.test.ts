import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { sessions } from '../../apps/sessions';
import { production } from '../../clusters';
import { Fleet, FleetApp } from '../../lib';
import { checkFolder } from '../../lib/check/check-folder';
import { folderSource } from '../../lib/check/output-source';
import { must } from '../fixtures';

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly type?: string;
    readonly loadBalancerSourceRanges?: readonly string[];
    readonly replicas?: number;
    readonly template?: { readonly spec: { readonly topologySpreadConstraints: readonly { readonly topologyKey: string }[] } };
  };
  readonly data?: Readonly<Record<string, string>>;
}

describe('the example behind load balancers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-sessions-'));
  const { terraform: _terraform, delivery: _delivery, ...rest } = production;
  const app = new FleetApp(Fleet.of(rest), { outdir: folder });
  sessions(app);
  const { findings } = app.synthesize();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const objects = (cluster: string): readonly Rendered[] =>
    parseAllDocuments(readFileSync(join(folder, cluster, 'sessions', 'sessions.yaml'), 'utf8')).map(
      document => document.toJS() as Rendered,
    );
  const object = (cluster: string, kind: string): Rendered =>
    must(
      objects(cluster).find(each => each.kind === kind && each.metadata.name === 'sessions-balancer'),
      `${kind} of the load balancers in ${cluster}`,
    );

  it('breaks no rule, neither as a plan nor as manifests', () => {
    expect(findings).toEqual([]);
    expect(checkFolder(folderSource(folder)).findings).toEqual([]);
  });

  it('runs two of them in each cluster, on different nodes and in different zones, for clients of one range', () => {
    for (const { name } of production.clusters) {
      const { replicas, template } = object(name, 'Deployment').spec ?? {};
      expect(replicas).toBe(2);
      expect(template?.spec.topologySpreadConstraints.map(({ topologyKey }) => topologyKey)).toEqual([
        'kubernetes.io/hostname',
        'topology.kubernetes.io/zone',
      ]);
      expect(object(name, 'Service').spec).toMatchObject({ type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'] });
    }
  });

  it('leads clients to every member from every cluster, by the same configuration', () => {
    const configs = production.clusters.map(({ name }) => must(object(name, 'ConfigMap').data?.['haproxy.cfg']));
    expect(new Set(configs).size).toBe(1);
    const members = [...must(configs[0]).matchAll(/^ {2}server (\S+) /gm)].map(([, name]) => name);
    expect([...new Set(members)].sort()).toEqual([
      'dublin.sessions-10',
      'dublin.sessions-11',
      'frankfurt.sessions-0',
      'frankfurt.sessions-1',
      'london.sessions-20',
    ]);
  });
});
