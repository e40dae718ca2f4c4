import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Finding, TerraformSettings } from '../../lib';
import { checkPackages } from '../../lib/synth/check-packages';
import { missingPackages, terraformPackages } from '../../lib/terraform/packages';
import { root, sources } from '../architecture/sources';
import { fleet } from '../fixtures';

const withStacks = { ...fleet(3), terraform: TerraformSettings.stacks() };
const without =
  (...absent: readonly string[]) =>
  (module: string): void => {
    if (absent.some(name => module === name || module.startsWith(`${name}/`))) throw new Error(`Cannot find module '${module}'`);
  };

describe('a project whose fleet has stacks', () => {
  it('is told which of their packages it lacks, and how to install them', () => {
    const said = (...absent: readonly string[]): readonly string[] =>
      checkPackages(withStacks, () => missingPackages(without(...absent))).map(Finding.line);
    const fix = "run 'npm install cdktf @cdktf/provider-kubernetes', or leave 'terraform' out of the fleet";
    expect(said('cdktf')).toEqual([`[fleet] terraform/packages: the fleet has Terraform stacks, but cdktf is not installed; ${fix}`]);
    expect(said('cdktf', '@cdktf/provider-kubernetes')).toEqual([
      `[fleet] terraform/packages: the fleet has Terraform stacks, but cdktf and @cdktf/provider-kubernetes are not installed; ${fix}`,
    ]);
    expect(said()).toEqual([]);
  });

  it('has them in this repository', () => {
    expect(checkPackages(withStacks)).toEqual([]);
  });
});

describe('a project whose fleet has none', () => {
  it('is not even looked at', () => {
    const looks = (): never => {
      throw new Error('looked');
    };
    expect(checkPackages({ ...withStacks, terraform: undefined }, looks)).toEqual([]);
  });
});

describe('the packages of stacks', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, Record<string, unknown>>>;

  it('are the optional ones', () => {
    expect(Object.keys(manifest['peerDependenciesMeta'] ?? {}).sort()).toEqual([...terraformPackages].sort());
  });

  it('are all that lib/terraform imports beside constructs', () => {
    const imported = sources('lib/terraform').flatMap(({ imports }) => imports.filter(({ file }) => file === undefined));
    const names = imported.map(({ from }) =>
      from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/'),
    );
    expect([...new Set(names)].sort()).toEqual([...terraformPackages, 'constructs'].sort());
  });
});
