import type { Finding } from '../domain/finding';
import type { Fleet } from '../domain/fleet';
import { findingOf } from '../rules/rule';
import { packagesOfStacks } from '../rules/terraform/packages';
import { missingPackages, terraformPackages } from '../terraform/packages';

/** Finds packages that the fleet needs and the project does not have. */
export function checkPackages({ terraform }: Fleet, missing = missingPackages): readonly Finding[] {
  const absent = terraform ? missing() : [];
  if (absent.length === 0) return [];
  const problem = `the fleet has Terraform stacks, but ${absent.join(' and ')} ${absent.length > 1 ? 'are' : 'is'} not installed`;
  const fix = `run 'npm install ${terraformPackages.join(' ')}', or leave 'terraform' out of the fleet`;
  return [findingOf(packagesOfStacks, { at: 'fleet', problem, fix })];
}
