// Changes the membership of an etcd group that has formed, one member at a time. It asks the group first whether that is safe.
//
//   node etcd-membership.cjs ACTION --voters=NAME=URL,… [--member=NAME --endpoint=URL --peer-url=URL] [--restarted=NAME,…]
//     [--peer-urls=NAME=URL,…] [--tls-folder=FOLDER] [--patience=SECONDS]
//
// ACTION is prove, add, promote, remove or update. The program exits with 0 once the action is done, also if it was done before. It exits with 1
// if the action is not done in time; the last line then says what it waits for. It uses etcd's JSON gateway, and needs only Node 20.
//
// Sources: etcd 3.6, api/etcdserverpb/rpc.proto; "Runtime reconfiguration" and "Learner" of its documentation. In JSON,
// 64-bit numbers are strings, and they stay strings here.
'use strict';
const http = require('node:http');
const { isIP } = require('node:net');
const tls = require('node:tls');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The most entries that a member may lag behind the leader and count as caught up: writes between two answers. */
const smallLag = 1000n;
/** Milliseconds that one request may take. */
const requestMillis = 5000;
/** Milliseconds between two queries of the group. */
const pauseMillis = 2000;
/** Milliseconds after which a member that has never answered meanwhile counts as lost. */
const provenMillis = 30_000;
/** Seconds after which a waiting job fails, so that a newer job can take its place. */
const usualPatience = 240;

const quorum = voters => Math.floor(voters / 2) + 1;

/** Posts a request to a member and returns its answer. @throws an error with the member's own message */
function post(endpoint, path, body = {}) {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, agent: false };
    const request = http.request(new URL(path, endpoint), options, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', part => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () => {
        clearTimeout(late);
        try {
          const answer = JSON.parse(text);
          if (response.statusCode === 200) resolve(answer);
          else reject(new Error(answer.message ?? answer.error ?? text));
        } catch {
          reject(new Error(`answers ${response.statusCode} without JSON`));
        }
      });
    });
    const late = setTimeout(() => request.destroy(new Error('does not answer in time')), requestMillis);
    request.on('error', error => {
      clearTimeout(late);
      reject(error);
    });
    request.end(JSON.stringify(body));
  });
}

/** The status that one member reports; `fault` is the reason if it is not healthy. */
async function statusOf({ name, endpoint }) {
  try {
    const { header, leader = '0', raftAppliedIndex = '0', isLearner = false, errors = [] } = await post(endpoint, '/v3/maintenance/status');
    const fault =
      leader === '0' ? 'follows no leader' : errors.length > 0 ? `reports ${errors.join(', ').replace(/\s+/g, ' ').trim()}` : undefined;
    return { name, endpoint, id: header.member_id, leader, applied: BigInt(raftAppliedIndex), isLearner, fault };
  } catch (error) {
    return { name, endpoint, fault: 'does not answer', why: error.message || error.code };
  }
}

/** The members that the group lists. The leader is asked first, then the others; undefined if none of them answers. */
async function membersOf(statuses) {
  const answering = statuses.filter(({ id }) => id !== undefined);
  const ordered = [...answering.filter(({ id, leader }) => id === leader), ...answering.filter(({ id, leader }) => id !== leader)];
  for (const { endpoint } of ordered) {
    try {
      const { members = [] } = await post(endpoint, '/v3/cluster/member/list');
      return members.map(({ ID, name = '', peerURLs = [], isLearner = false }) => ({ id: ID, name, peerURLs, isLearner }));
    } catch {
      // The next one may know.
    }
  }
  return undefined;
}

/** The state of the group at one moment. */
async function look({ action, voters, member, endpoint, peerUrls = {}, tlsFolder }) {
  const [own, ...statuses] = await Promise.all([endpoint && statusOf({ name: member, endpoint }), ...voters.map(statusOf)]);
  const members = await membersOf([...statuses, ...(own ? [own] : [])]);
  const view = { statuses, own, members };
  if (action === 'update') return { ...view, silent: await faultsOf(Object.entries(peerUrls), silence) };
  const answering = new Set(statuses.map(({ id }) => id));
  const secured = (members ?? [])
    .filter(({ id }) => answering.has(id))
    .flatMap(({ name, peerURLs }) => peerURLs.filter(url => url.startsWith('https:')).map(url => [name, url]));
  return tlsFolder ? { ...view, distrusted: await faultsOf(secured, url => distrust(url, tlsFolder)) } : view;
}

/** What is wrong with each member, by name; nothing about one with which nothing is. */
async function faultsOf(urls, faultOf) {
  const faults = await Promise.all(urls.map(async ([name, url]) => [name, await faultOf(url)]));
  return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined));
}

/** Why nobody listens at the address of a peer with its scheme; undefined where somebody does. */
function silence(url) {
  if (url.startsWith('https:')) return handshake(url, { rejectUnauthorized: false });
  return new Promise(resolve => {
    const request = http.get(new URL('/version', url), { agent: false, timeout: requestMillis }, response => {
      response.resume();
      resolve(response.statusCode === 200 ? undefined : `answers ${response.statusCode}`);
    });
    request.on('timeout', () => request.destroy(new Error('does not answer in time')));
    request.on('error', error => resolve(error.message || error.code));
  });
}

/** Why this cluster's authorities do not vouch for the certificate that a peer presents; undefined where they do. */
function distrust(url, folder) {
  const read = file => readFileSync(join(folder, file));
  return handshake(url, { cert: read('tls.crt'), key: read('tls.key'), ca: read('ca.crt') });
}

/** Why a peer cannot be reached with TLS; undefined where it can. */
function handshake(url, options) {
  const { hostname, port } = new URL(url);
  return new Promise(resolve => {
    const known = isIP(hostname) ? {} : { servername: hostname };
    const socket = tls.connect({ host: hostname, port: Number(port), timeout: requestMillis, ...known, ...options });
    const end = fault => {
      socket.destroy();
      resolve(fault);
    };
    socket.on('secureConnect', () => end(undefined));
    socket.on('timeout', () => end('does not answer in time'));
    socket.on('error', error => end(error.message || error.code));
  });
}

/** The name of a member. One that has not started yet has only an address. */
const labelOf = ({ name, peerURLs }) => name || peerURLs.join(' ');

/** The problem of the voters in the order; undefined if all are healthy, follow one leader and are caught up. */
function problemOf({ statuses, members }) {
  const leaders = new Set(statuses.flatMap(({ leader = '0' }) => (leader === '0' ? [] : [leader])));
  if (leaders.size === 0 && statuses.some(({ id }) => id !== undefined)) return 'the group has no leader';
  for (const { name, fault, id } of statuses) {
    if (fault !== undefined) return `${name} ${fault}`;
    const member = members.find(other => other.id === id);
    if (!member) return `${name} is not in the list of members`;
    if (member.isLearner) return `${name} is still a learner`;
  }
  if (leaders.size > 1) return 'the voters follow different leaders';
  let ahead = 0n;
  for (const { applied } of statuses) if (applied > ahead) ahead = applied;
  const behind = statuses.find(({ applied }) => ahead - applied > smallLag);
  return behind && `${behind.name} is ${ahead - behind.applied} entries behind`;
}

/** The voters that are not in the order: an earlier order was to remove them, or a later one added them. */
function otherVoters({ statuses, members }, own) {
  const known = new Set(statuses.flatMap(({ id, name }) => [id, name]));
  return members.filter(member => !member.isLearner && member.id !== own?.id && !known.has(member.id) && !known.has(member.name));
}

const done = text => ({ kind: 'done', text });
const wait = text => ({ kind: 'wait', text });
const call = (text, endpoint, path, body) => ({ kind: 'call', text, endpoint, path, body });

/** The next thing to do: nothing, wait, or one request. */
function decide({ action, member, peerUrl, peerUrls = {}, restarted = [] }, view) {
  const { statuses, own, members } = view;
  if (!members) {
    const [first, ...more] = [...statuses, ...(own ? [own] : [])];
    return wait(`none of ${more.length + 1} members answers${first?.why ? ` (${first.name}: ${first.why})` : ''}`);
  }
  const listed = members.find(other => other.peerURLs.includes(peerUrl));
  const leader = [...statuses, ...(own ? [own] : [])].find(({ id, leader }) => id !== undefined && id === leader);
  switch (action) {
    case 'prove': {
      const [other] = otherVoters(view);
      const lasting = other ? `${labelOf(other)} still votes` : addressProblem(view, peerUrls, restarted);
      const wrong = lasting ?? problemOf(view);
      if (wrong !== undefined && lasting === undefined && mayRestart(view, restarted))
        return done(`${wrong}; the next one may be restarted`);
      return wrong === undefined ? done(`all ${statuses.length} voters answer, follow one leader and are caught up`) : wait(wrong);
    }
    case 'add': {
      if (listed?.isLearner) return done(`${member} is in the group as a learner`);
      if (listed && own?.id === listed.id) return done(`${member} votes`);
      if (listed) return wait(`${member} votes and does not answer; if its volume is lost: etcdctl member remove ${hex(listed.id)}`);
      const wrong = problemOf(view) ?? otherVoters(view).map(other => `${labelOf(other)} still votes`)[0];
      if (wrong !== undefined) return wait(wrong);
      const learner = members.find(({ isLearner }) => isLearner);
      if (learner) return wait(`${labelOf(learner)} is a learner, and a group adds one at a time`);
      return call(`adds ${member} as a learner`, leader.endpoint, '/v3/cluster/member/add', { peerURLs: [peerUrl], isLearner: true });
    }
    case 'promote': {
      if (!listed) return wait(`${member} is not in the list of members`);
      if (!listed.isLearner) return done(`${member} votes`);
      if (!leader) return wait('the group has no leader that answers');
      if (own?.id !== listed.id) return wait(`${member} does not answer${own?.why ? ` (${own.why})` : ''}`);
      if (leader.applied - own.applied > smallLag) return wait(`${member} is ${leader.applied - own.applied} entries behind`);
      return call(`promotes ${member}`, leader.endpoint, '/v3/cluster/member/promote', { ID: listed.id });
    }
    case 'update':
      return update(peerUrls, view, leader);
    case 'remove':
      return listed ? removal(member, listed, view, leader) : done(`${member} is not in the list of members`);
    default:
      throw new Error(`'${action}' is not an action: use prove, add, promote, remove or update`);
  }
}

/**
 * The problem of the addresses by which peers connect to each other: one that the group has with another scheme than that its member
 * listens with, or a certificate of an authority that is not trusted here. Who is restarted next may have another scheme afterwards.
 */
function addressProblem({ members, distrusted = {} }, peerUrls, restarted) {
  const moved = members.find(({ name, peerURLs }) => peerUrls[name] && !restarted.includes(name) && !peerURLs.includes(peerUrls[name]));
  if (moved) return `${moved.name} is known by ${moved.peerURLs.join(' ')}, and not by ${peerUrls[moved.name]}`;
  const [first] = Object.entries(distrusted);
  return first && `the certificate of ${first[0]} is not trusted: ${first[1]}`;
}

/** Tells the group the address of a member, once it listens there: the scheme of its restart. */
function update(peerUrls, { members, silent = {} }, leader) {
  const wanted = Object.entries(peerUrls).map(([name, url]) => ({ name, url, listed: members.find(other => other.name === name) }));
  const due = wanted.filter(({ url, listed }) => !listed?.peerURLs.includes(url));
  const [next] = due.filter(({ name, listed }) => listed && silent[name] === undefined);
  if (next && !leader) return wait('the group has no leader that answers');
  if (next) {
    const body = { ID: next.listed.id, peerURLs: [next.url] };
    return call(`tells the group that ${next.name} is at ${next.url}`, leader.endpoint, '/v3/cluster/member/update', body);
  }
  const [late] = due;
  if (!late) return done(`the group knows ${wanted.map(({ name }) => name).join(' and ')} by the right addresses`);
  return wait(late.listed ? `nobody listens at ${late.url} yet: ${silent[late.name]}` : `${late.name} is not in the list of members`);
}

/**
 * Whether a rollout may go on while one of its members is not healthy: all other voters are healthy, and a quorum is left without the member
 * that is restarted next. That is the last of its StatefulSet: where it is broken, no healthy member goes before it is mended.
 */
function mayRestart({ statuses, members }, restarted) {
  const healthy = statuses.filter(({ fault }) => fault === undefined);
  const others = statuses.filter(({ name }) => !restarted.includes(name));
  const proven = others.length > 0 && problemOf({ statuses: healthy, members }) === undefined;
  const goes = healthy.some(({ name }) => name === restarted[restarted.length - 1]) ? 1 : 0;
  return (
    restarted.length > 0 && proven && others.every(({ fault }) => fault === undefined) && healthy.length - goes >= quorum(statuses.length)
  );
}

/**
 * Removes a member only if the others have a healthy quorum. A healthy member is removed only if all others are healthy. That it does not
 * answer is no proof at first: what lets a new job through to the members beside it may not be in force yet.
 */
function removal(member, listed, view, leader) {
  const { statuses, own } = view;
  if (!leader) return wait('the group has no leader that answers');
  const remove = call(`removes ${member}`, leader.endpoint, '/v3/cluster/member/remove', { ID: listed.id });
  if (listed.isLearner) return remove;
  const [other] = otherVoters(view, listed);
  if (other) return wait(`${labelOf(other)} still votes`);
  const healthy = statuses.filter(({ fault, leader: follows }) => fault === undefined && follows === leader.id);
  if (healthy.length < quorum(statuses.length))
    return wait(`without ${member}, ${healthy.length} of ${statuses.length} voters are healthy, and ${quorum(statuses.length)} are needed`);
  const wrong = problemOf(view);
  if (wrong !== undefined && (own?.fault === undefined || view.unheardMillis < provenMillis)) return wait(wrong);
  if (leader.id !== listed.id) return remove;
  const heir = healthy.reduce((best, other) => (other.applied > best.applied ? other : best));
  const target = { targetID: heir.id };
  return call(`hands leadership to ${heir.name}`, leader.endpoint, '/v3/maintenance/transfer-leadership', target);
}

const hex = id => BigInt(id).toString(16);

function options([action, ...given]) {
  const flags = new Map(given.map(flag => [flag.slice(2, flag.indexOf('=')), flag.slice(flag.indexOf('=') + 1)]));
  const pairs = flag => {
    const entries = (flags.get(flag) ?? '').split(',').filter(entry => entry !== '');
    return entries.map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
  };
  const voters = pairs('voters').map(([name, endpoint]) => ({ name, endpoint }));
  const known = { peerUrls: Object.fromEntries(pairs('peer-urls')), tlsFolder: flags.get('tls-folder') };
  const about = { member: flags.get('member'), peerUrl: flags.get('peer-url'), endpoint: flags.get('endpoint') };
  const restarted = (flags.get('restarted') ?? '').split(',').filter(name => name !== '');
  return { action, voters, restarted, ...about, ...known, patience: Number(flags.get('patience') ?? usualPatience) };
}

/** Looks at the group, does the next thing and looks again, until the action is done or the time is over. */
async function main(given) {
  const order = options(given);
  const end = Date.now() + order.patience * 1000;
  let said;
  let tried;
  let unheardSince;
  const say = text => {
    if (text !== said) console.log(text);
    said = text;
  };
  for (;;) {
    const view = await look(order);
    unheardSince = view.own?.fault === undefined ? undefined : (unheardSince ?? Date.now());
    const next = decide(order, { ...view, unheardMillis: unheardSince === undefined ? 0 : Date.now() - unheardSince });
    if (next.kind === 'done') {
      say(`done: ${next.text}`);
      return 0;
    }
    let refused = next.kind === 'wait' ? next.text : undefined;
    if (next.kind === 'call') {
      if (next.text !== tried) say(next.text);
      tried = next.text;
      // The next look shows what the request did.
      refused = await post(next.endpoint, next.path, next.body).then(
        () => undefined,
        error => `${next.text}: ${error.message}`,
      );
    }
    if (refused !== undefined) {
      say(`waits: ${refused}`);
      if (Date.now() >= end) return 1;
    }
    await new Promise(wake => setTimeout(wake, refused === undefined ? 100 : pauseMillis));
  }
}

module.exports = { decide };
// The first process of a container ignores SIGTERM without a handler, and would run until it is killed.
if (require.main === module) process.on('SIGTERM', () => process.exit(1));
if (require.main === module) main(process.argv.slice(2)).then(code => process.exit(code));
