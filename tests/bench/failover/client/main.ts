import { appendFileSync } from 'node:fs';
import { request } from 'node:http';
import { Endpoints } from './endpoints';
import { Resolver } from './resolver';
import type { Attempt, ClientTerms } from './terms';

// Writes to etcd so many times a second until it is told to stop, however long an answer takes, and notes every attempt.
const terms = JSON.parse(process.argv[2] ?? '') as ClientTerms;
const endpoints = new Endpoints(terms.reach, new Resolver(terms.dns));
const base64 = (text: string): string => Buffer.from(text).toString('base64');
let number = 0;

async function attempt(): Promise<Attempt> {
  const key = `${terms.prefix}${String(number++).padStart(7, '0')}`;
  const start = Date.now();
  const at = await endpoints.current();
  const tried = (): { start: number; end: number; endpoint: string; key: string } => ({
    start,
    end: Date.now(),
    endpoint: at ? `${at.address}:${at.port}` : '',
    key,
  });
  if (!at) return { ...tried(), acknowledged: false, why: 'no address' };
  try {
    const { header } = await put(at, key, () => endpoints.leave(at.endpoint));
    const { cluster_id: cluster, member_id: member, revision, raft_term: term } = header;
    return { ...tried(), acknowledged: true, cluster, member, revision: Number(revision), term: Number(term) };
  } catch (error) {
    return { ...tried(), acknowledged: false, why: error instanceof Error ? error.message : String(error) };
  }
}

interface Answer {
  readonly header: { readonly cluster_id: string; readonly member_id: string; readonly revision: string; readonly raft_term: string };
}

/** One write over a connection of its own, through etcd's JSON gateway. */
function put(at: { address: string; port: number }, key: string, unreached: () => void): Promise<Answer> {
  return new Promise((answered, failed) => {
    const asked = request({
      ...{ host: at.address, port: at.port, agent: false, path: '/v3/kv/put', method: 'POST' },
      headers: { 'content-type': 'application/json', connection: 'close' },
    });
    let connected = false;
    let timer = setTimeout(() => asked.destroy(new Error('no connection in time')), terms.connectSeconds * 1000);
    asked.on('socket', socket =>
      socket.once('connect', () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(() => asked.destroy(new Error('no answer in time')), terms.answerSeconds * 1000);
      }),
    );
    asked.on('error', error => {
      clearTimeout(timer);
      if (!connected) unreached();
      failed(error);
    });
    asked.on('response', response => {
      let text = '';
      response.on('error', failed);
      response.on('data', part => {
        text += String(part);
      });
      response.on('end', () => {
        clearTimeout(timer);
        if (response.statusCode === 200) answered(JSON.parse(text) as Answer);
        else failed(new Error(`${response.statusCode} ${text.slice(0, 200)}`));
      });
    });
    asked.end(JSON.stringify({ key: base64(key), value: base64(key) }));
  });
}

const note = (made: Attempt): void => appendFileSync(terms.log, `${JSON.stringify(made)}\n`);
const clock = setInterval(() => void attempt().then(note), 1000 / terms.writesPerSecond);
process.on('SIGTERM', () => clearInterval(clock)); // attempts under way still end, and are noted
