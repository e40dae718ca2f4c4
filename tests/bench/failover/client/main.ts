import { appendFileSync } from 'node:fs';
import { type Endpoint, Endpoints } from './endpoints';
import { put, Unreached } from './put';
import { Resolver } from './resolver';
import type { Attempt, ClientTerms } from './terms';

// Writes to etcd so many times a second until it is told to stop, however long an answer takes, and notes every attempt.
const terms = JSON.parse(process.argv[2] ?? '') as ClientTerms;
const endpoints = new Endpoints(terms.reach, new Resolver(terms.dns));
let number = 0;

async function attempt(): Promise<Attempt> {
  const key = `${terms.prefix}${String(number++).padStart(7, '0')}`;
  const start = Date.now();
  let at: Endpoint | undefined;
  let why = 'no address';
  const tried = () => ({ start, end: Date.now(), endpoint: at ? `${at.address}:${at.port}` : '', key });
  for await (const next of endpoints.next()) {
    at = next;
    try {
      const { cluster_id: cluster, member_id: member, revision, raft_term: term } = await put(next, key, terms);
      return { ...tried(), acknowledged: true, cluster, member, revision: Number(revision), term: Number(term) };
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
      if (!(error instanceof Unreached) && terms.again !== 'failed') break; // it may have taken place: another try could make it take place twice
      endpoints.leave(next);
    }
  }
  return { ...tried(), acknowledged: false, why };
}

const note = (made: Attempt): void => appendFileSync(terms.log, `${JSON.stringify(made)}\n`);
const clock = setInterval(() => void attempt().then(note), 1000 / terms.writesPerSecond);
const stop = (): void => {
  clearInterval(clock); // attempts under way still end, and are noted
  process.stdin.destroy();
};
process.on('SIGTERM', stop);
process.stdin.on('close', stop).resume(); // whoever started this is gone
