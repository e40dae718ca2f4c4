import { luaRecords } from './external-dns/lua-records';
import { memberNames } from './external-dns/member-names';
import { begin, end } from './external-dns/objects';
import { ownership } from './external-dns/ownership';
import { routingPolicies } from './external-dns/routing-policies';
import { sharedKeys } from './external-dns/shared-keys';
import { sharedOwner } from './external-dns/shared-owner';
import { World } from './external-dns/world';
import { lab, missing, until } from './lab';

const why = missing();
if (why) process.stderr.write(`\n*** LIVE SUITE SKIPPED: ${why} ***\n\n`);
const live = why ? describe.skip : describe;
const running = process.env.GEORAFT_LAB === 'running';

live('ExternalDNS, on which the records of a fleet rest', () => {
  beforeAll(async () => {
    if (!running) {
      await down();
      lab.run('up', '3');
    }
    const world = World.get();
    await end(world.info); // what an interrupted run left
    begin(world.info);
    world.bind.clear(world.site(1));
  }, 45 * 60_000);

  afterAll(async () => {
    await end(World.get().info);
    if (!running) await down();
  });

  /** Ends the lab. Containers that are just ending keep their file systems busy for a moment. */
  const down = (): Promise<true> =>
    until('the end of the lab', 120, () => {
      lab.run('down');
      return true as const;
    });

  ownership();
  sharedOwner();
  memberNames();
  luaRecords();
  sharedKeys();
  routingPolicies();
});
