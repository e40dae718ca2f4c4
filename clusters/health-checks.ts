import printed from './health-checks.json';

/**
 * Route 53 health checks of each cluster, by system and cluster. Terraform's stack `dns` makes them and prints their ids, which
 * are facts here because an id is known only after it was made:
 *
 *     terraform -chdir=cdktf.out/stacks/dns output -json health_check_ids > clusters/health-checks.json
 *
 * A cluster's record of a name is published once its id is there.
 */
export const healthCheckIds: Readonly<Record<string, Readonly<Record<string, string>>>> = printed;
