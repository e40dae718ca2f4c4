import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformPart } from '../domain/dns';
import type { TerraformSettings } from '../domain/terraform-settings';
import type { FleetPlan } from '../plan/model/system-plan';
import { isComparedCdktf } from '../terraform/compared-cdktf';
import { type ClusterStackPlan, type DeclaredNamespace, planDnsStack, planStacks } from '../terraform/plan';
import { stackFiles } from '../terraform/stack-files';
import { filesBelow, OutputFolder, OutputFolderError } from './output-folder';

/** Prepares the Terraform stacks. All files are written, but not in place yet. */
export function writeStacks(
  plan: FleetPlan,
  namespaces: ReadonlyMap<string, readonly DeclaredNamespace[]>,
  settings: TerraformSettings,
  manifests: string,
): OutputFolder {
  const stacks = planStacks(plan.fleet, plan.systems, namespaces);
  const names = planDnsStack(plan);
  const files = (isComparedCdktf() ? stackFiles(stacks, settings, names) : undefined) ?? byCdktf(stacks, settings, names);
  const outdir = settings.outdir ?? process.env.CDKTF_OUTDIR ?? 'cdktf.out';
  if (OutputFolder.real(outdir) === manifests) {
    throw new OutputFolderError(manifests, 'manifests and stacks would overwrite each other', 'use another folder for the stacks');
  }
  const folder = OutputFolder.recover(outdir);
  const output = OutputFolder.open(folder, stacksBefore(folder));
  const foreign = [...files].flatMap(([path, text]) => (output.write(path, text) === 'foreign' ? [path] : []));
  if (foreign.length === 0) return output;
  output.discard();
  throw new OutputFolderError(folder, `${foreign.join(', ')} was not written by this program`, 'move it away, or use another folder');
}

/** The files that cdktf itself writes, by path. */
function byCdktf(
  stacks: readonly ClusterStackPlan[],
  settings: TerraformSettings,
  names: TerraformPart | undefined,
): ReadonlyMap<string, string> {
  const { synthesizeStacks } = require('../terraform/synthesize') as typeof import('../terraform/synthesize');
  const scratch = mkdtempSync(join(tmpdir(), 'georaft-'));
  try {
    synthesizeStacks(stacks, settings, scratch, names);
    return new Map(filesBelow(scratch).map(path => [path, readFileSync(join(scratch, path), 'utf8')]));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The files that cdktf's own manifest lists. State and lock files beside it are not ours. */
function stacksBefore(folder: string): ReadonlySet<string> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return new Set();
  try {
    const { stacks } = JSON.parse(readFileSync(file, 'utf8')) as { stacks: Readonly<Record<string, { synthesizedStackPath: string }>> };
    return new Set(['manifest.json', ...Object.values(stacks).map(({ synthesizedStackPath }) => synthesizedStackPath)]);
  } catch {
    return new Set(['manifest.json']);
  }
}
