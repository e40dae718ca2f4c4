// Says what a group of etcd has a member as, by the list that each voter serves to its peers.
//
// Only voters that answer count, and a quorum of them must: a promotion is in the logs of a quorum, so one of these knows it. A voter that
// is behind may still have the member as it was before; whoever asks asks again.
//
// Source: etcd 3.6, server/etcdserver/api/etcdhttp/peer.go, `/members`, which members themselves read before they join.
'use strict';
const http = require('node:http');
const https = require('node:https');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Milliseconds that one voter may take. */
const patience = 5000;

/** The members that a voter lists. @throws with what is wrong */
function listOf(url, tls) {
  return new Promise((resolve, reject) => {
    const secured = url.startsWith('https:');
    const request = (secured ? https : http).get(new URL('/members', url), { agent: false, ...(secured ? tls : {}) }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', part => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () => {
        clearTimeout(late);
        try {
          const members = JSON.parse(text);
          if (response.statusCode === 200 && Array.isArray(members)) resolve(members);
          else reject(new Error(`answers ${response.statusCode}`));
        } catch {
          reject(new Error(`answers ${response.statusCode} with no JSON`));
        }
      });
    });
    const late = setTimeout(() => request.destroy(new Error('does not answer in time')), patience);
    request.on('error', error => {
      clearTimeout(late);
      reject(error);
    });
  });
}

/**
 * @param asks `{ voters: { NAME: URL }, peerUrls: { NAME: URL }, tlsFolder }`
 * @returns `learner`, `voter` or `none`
 * @throws where no quorum of the voters answers
 */
async function standing(member, { voters, peerUrls, tlsFolder }) {
  const read = file => readFileSync(join(tlsFolder, file));
  const tls = tlsFolder ? { cert: read('tls.crt'), key: read('tls.key'), ca: read('ca.crt') } : undefined;
  const names = Object.keys(voters);
  const answers = await Promise.allSettled(names.map(name => listOf(voters[name], tls)));
  const lists = answers.flatMap(({ status, value }) => (status === 'fulfilled' ? [value] : []));
  const found = lists.flatMap(list => list.filter(({ peerURLs = [] }) => peerURLs.includes(peerUrls[member])));
  if (found.some(({ isLearner }) => !isLearner)) return 'voter';
  const needed = Math.floor(names.length / 2) + 1;
  if (lists.length < needed) {
    const silent = answers.findIndex(({ status }) => status === 'rejected');
    const why = `${names[silent]}: ${answers[silent]?.reason?.message}`;
    throw new Error(`${lists.length} of ${names.length} voters say whether ${member} votes, and ${needed} are needed (${why})`);
  }
  return found.length > 0 ? 'learner' : 'none';
}

module.exports = { standing };
