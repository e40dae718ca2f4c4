export { TerraformSettings } from '../domain/terraform-settings';
export { ClusterStack } from './cluster-stack';
export { type ClusterStackPlan, type DeclaredNamespace, planStacks, type VariableSecret } from './plan';
export { synthesizeStacks } from './synthesize';
