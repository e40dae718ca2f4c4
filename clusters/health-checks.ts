import printed from './health-checks.json';

/**
 * The ids of Route 53 health checks, by system and cluster. Terraform's stack `dns` makes the checks and prints their ids. They are
 * kept here because the id of a check is known only after Terraform has made it:
 *
 *     terraform -chdir=cdktf.out/stacks/dns output -json health_check_ids > clusters/health-checks.json
 *
 * ExternalDNS publishes a cluster's record of a name once its id is here.
 */
export const healthCheckIds: Readonly<Record<string, Readonly<Record<string, string>>>> = printed;
