import { Chart, Testing } from 'cdk8s';
import { DnsProvider, ExternalDns, type ExternalDnsProps } from '../../lib';
import { cluster, dns, fleetOf } from '../fixtures';

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules?: readonly { readonly resources: readonly string[] }[];
  readonly spec?: {
    readonly template: {
      readonly spec: {
        readonly volumes?: unknown;
        readonly containers: readonly { readonly args: readonly string[]; readonly volumeMounts?: unknown; readonly env?: unknown }[];
      };
    };
  };
}

const objects = (provider: DnsProvider, props: Partial<ExternalDnsProps>): readonly Rendered[] => {
  const chart = new Chart(Testing.app(), 'external-dns');
  const fleet = fleetOf([cluster(0)], { dns: dns({ provider }) });
  new ExternalDns(chart, 'instance', { fleet, cluster: cluster(0), scope: 'local', image: 'external-dns:v0.21.0', ...props });
  return Testing.synth(chart);
};
const of = (kind: string, rendered: readonly Rendered[]): Rendered | undefined => rendered.find(object => object.kind === kind);
const pod = (rendered: readonly Rendered[]) => of('Deployment', rendered)?.spec?.template.spec;

const powerDns = DnsProvider.powerDns({ api: 'http://192.0.2.53:8081' });
const azure = DnsProvider.azure({ resourceGroup: 'names', subscriptionId: 'one' });

describe('an instance of ExternalDNS for computed answers', () => {
  const rendered = objects(powerDns, { scope: 'computed' });

  it('takes what is marked as computed and nothing else', () => {
    expect(pod(rendered)?.containers[0]?.args).toEqual(
      expect.arrayContaining(['--registry=noop', '--policy=upsert-only', '--label-filter=georaft.io/dns-scope=computed']),
    );
  });

  it('may read records, and no Services', () => {
    expect(of('ClusterRole', rendered)?.rules?.flatMap(({ resources }) => resources)).toEqual(['dnsendpoints', 'dnsendpoints/status']);
  });

  it('has a name beside the other instances', () => {
    const names = (['local', 'global', 'computed'] as const).map(scope => of('Deployment', objects(powerDns, { scope }))?.metadata.name);
    expect(names).toEqual(['external-dns-local', 'external-dns-global', 'external-dns-computed']);
  });
});

describe('credentials that are a file', () => {
  it('are mounted from their Secret', () => {
    const { volumes, containers = [] } = pod(objects(azure, {})) ?? {};
    expect(volumes).toEqual([{ name: 'credentials', secret: { secretName: 'external-dns-azure' } }]);
    expect(containers[0]?.volumeMounts).toEqual([{ name: 'credentials', mountPath: '/etc/kubernetes/azure', readOnly: true }]);
  });

  it('are not mounted where a variable takes them', () => {
    const { volumes, containers = [] } = pod(objects(powerDns, {})) ?? {};
    expect([volumes, containers[0]?.volumeMounts]).toEqual([undefined, undefined]);
  });
});
