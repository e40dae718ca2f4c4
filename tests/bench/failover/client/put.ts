import { request } from 'node:http';
import type { Endpoint } from './endpoints';
import type { ClientTerms } from './terms';

/** What etcd says of itself with every answer. */
export interface Header {
  readonly cluster_id: string;
  readonly member_id: string;
  readonly revision: string;
  readonly raft_term: string;
}

/** No connection came about, so that the write has certainly not taken place. */
export class Unreached extends Error {}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** One write over a connection of its own, through etcd's JSON gateway. @throws Unreached where nobody answers at the endpoint */
export function put(
  { address, port }: Endpoint,
  key: string,
  { connectSeconds, answerSeconds }: Pick<ClientTerms, 'connectSeconds' | 'answerSeconds'>,
): Promise<Header> {
  return new Promise((answered, failed) => {
    const asked = request({
      ...{ host: address, port, agent: false, path: '/v3/kv/put', method: 'POST' },
      headers: { 'content-type': 'application/json', connection: 'close' },
    });
    let connected = false;
    let timer = setTimeout(() => asked.destroy(new Error('no connection in time')), connectSeconds * 1000);
    asked.on('socket', socket =>
      socket.once('connect', () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(() => asked.destroy(new Error('no answer in time')), answerSeconds * 1000);
      }),
    );
    asked.on('error', error => {
      clearTimeout(timer);
      failed(connected ? error : new Unreached(error.message));
    });
    asked.on('response', response => {
      let text = '';
      response.on('error', failed);
      response.on('data', part => {
        text += String(part);
      });
      response.on('end', () => {
        clearTimeout(timer);
        if (response.statusCode === 200) answered((JSON.parse(text) as { readonly header: Header }).header);
        else failed(new Error(`${response.statusCode} ${text.slice(0, 200)}`));
      });
    });
    asked.end(JSON.stringify({ key: base64(key), value: base64(key) }));
  });
}
