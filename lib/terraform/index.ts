export { TerraformSettings } from '../domain/terraform-settings';
export { ClusterStack } from './cluster-stack';
export { DnsStack } from './dns-stack';
export { type ClusterStackPlan, type DeclaredNamespace, planDnsStack, planStacks, type VariableSecret } from './plan';
export { synthesizeStacks } from './synthesize';
