// Writes to etcd again and again until it is told to stop, and notes every write that was acknowledged.
// With WRITER_TIMES in its environment each line has the time, in milliseconds, beside the key.
// node writer.js DNS-SERVER FILE HOST...: runs inside the lab's network; names are looked up at that server each time.
const { appendFileSync } = require('node:fs');
const { Resolver } = require('node:dns').promises;
const http = require('node:http');

const [server, file, ...hosts] = process.argv.slice(2);
const resolver = new Resolver({ timeout: 1000, tries: 1 });
resolver.setServers([server]);

/** Asks etcd's JSON gateway of one member; fails unless it answers with 200 in time. */
async function ask(host, path, body) {
  const [address] = await resolver.resolve4(host);
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const request = http.request({ host: address, port: 2379, path, method: 'POST', timeout: 3000, headers: { 'content-type': 'application/json' } }, response => {
      let answer = '';
      response.on('data', part => (answer += part));
      response.on('end', () => (response.statusCode === 200 ? resolve(JSON.parse(answer)) : reject(new Error(answer))));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end(text);
  });
}

const base64 = text => Buffer.from(text).toString('base64');

async function main() {
  let stop = false;
  process.on('SIGTERM', () => (stop = true));
  let member = 0;
  for (let number = 0; !stop; number += 1) {
    const key = `write-${String(number).padStart(8, '0')}`;
    try {
      await ask(hosts[member % hosts.length], '/v3/kv/put', { key: base64(key), value: base64(String(number)) });
      appendFileSync(file, process.env.WRITER_TIMES ? `${key} ${Date.now()}\n` : `${key}\n`);
    } catch {
      member += 1; // the next member; whether this write took place is not known, so it is not counted
    }
    await new Promise(wake => setTimeout(wake, 20));
  }
}

main();
