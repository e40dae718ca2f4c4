import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, JsonPatch } from 'cdk8s';
import { FleetApp, type FleetAppProps, GeoRaft, type SynthesisResult } from '../../lib';
import { emptyFolder, fleetIn, stretched } from './example';

const patched = (patch: JsonPatch, props: FleetAppProps = {}): SynthesisResult & { readonly dist: string } => {
  const folder = emptyFolder();
  const dist = join(folder, 'dist');
  const app = new FleetApp(fleetIn(folder), { outdir: dist, today: '2027-03-01', ...props });
  new GeoRaft(app, 'store', {
    ...stretched(),
    customize: (chart, { name }) => {
      if (name !== 'dublin') return;
      for (const object of chart.node.findAll().filter(ApiObject.isApiObject)) {
        if (object.kind === 'StatefulSet') object.addJsonPatch(patch);
      }
    },
  });
  return { dist, ...app.synthesize() };
};
const errors = ({ findings }: SynthesisResult): readonly string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ rule, at }) => `${rule} ${at}`);

const inOrder = JsonPatch.replace('/spec/podManagementPolicy', 'OrderedReady');

describe('a patch of a system', () => {
  it('that breaks a rule about manifests is found before anything is written', () => {
    const result = patched(inOrder);
    expect(errors(result)).toEqual(['bootstrap/parallel store/dublin']);
    expect(result.findings.at(0)?.location).toMatchObject({
      file: 'dublin/store/store.yaml',
      field: 'spec.podManagementPolicy',
      construct: 'clusters/dublin/store/members/members',
    });
    expect(existsSync(result.dist)).toBe(false);
  });

  it('that breaks what only all clusters together show is found too', () => {
    const moved = patched(JsonPatch.replace('/spec/ordinals/start', 0));
    expect(errors(moved)).toContain('membership/ordinals store/dublin');
  });

  it('that breaks a rule can be accepted', () => {
    const acknowledged = [{ rule: 'bootstrap/parallel', at: 'store/dublin', reason: 'a test', until: '2027-03-01' }];
    const result = patched(inOrder, { acknowledged });
    expect(errors(result)).toEqual([]);
    expect(result.accepted.map(({ finding }) => finding.rule)).toEqual(['bootstrap/parallel']);
    expect(existsSync(result.dist)).toBe(true);
  });

  it('that breaks none is written', () => {
    const result = patched(JsonPatch.add('/metadata/labels/team', 'storage'));
    expect(errors(result)).toEqual([]);
    expect(existsSync(result.dist)).toBe(true);
  });
});
