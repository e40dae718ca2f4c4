// Lets a member start only on the volume that its group counts on.
//
//   node lost-disk-guard.cjs --member=NAME --volume=FOLDER --ledger=FILE
//
// A voter that comes back with an empty volume has forgotten what it acknowledged and whom it voted for: if it starts under its old name,
// writes that a majority had acknowledged can be lost. So each volume carries a mark, the number that the ledger gave it, and a member
// waits until its volume has the number that the ledger means. The ledger is read again and again, since commits change it meanwhile.
// Nothing is ever deleted: what another volume of the same member left is moved aside.
//
// Between the promotion of a member that joins and the commit that confirms it the ledger does not know that it votes. So such a member
// asks its group before it begins with nothing: by the engine's module beside this file, where there is one.
'use strict';
const { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** The file that a volume is marked with. */
const markFile = '.georaft-volume';
/** Milliseconds between two looks at the ledger. */
const pauseMillis = 5000;

const go = mark => ({ kind: 'go', mark });
const wait = text => ({ kind: 'wait', text });
const ask = { kind: 'ask' };

/**
 * What a member is to do.
 *
 * @param member name of its pod
 * @param ledger `{ system, formed, members: { NAME: { role, volume } } }`
 * @param volume `{ mark, hasData }`: the number that the volume is marked with, undefined without one; whether the engine wrote anything
 * @param standing `learner`, `voter` or `none`: what its group says that it is; undefined for as long as it was not asked
 * @returns `go`, after the volume was given `mark` where there is one, and what is there was moved `aside` where that is said; `wait`; or
 *   `ask`, where the answer depends on the group
 */
function decide(member, { system, formed, members, asks }, { mark, hasData }, standing) {
  const known = members[member];
  const replace = `georaft replace ${system} ${member}`;
  if (!known) return wait(`the ledger of ${system} does not have ${member}: it was not added, or it was removed`);
  const { role, volume } = known;
  if (role === 'lost') return wait(`${member} was given up: the next step adds it again on a new volume (georaft step ${system})`);
  if (mark > volume) return wait(`the volume of ${member} is its ${nth(mark)}, and the ledger counts on its ${nth(volume)}`);
  const right = mark === volume;
  if (role === 'joining' || role === 'learner') {
    if (right && hasData) return go(undefined);
    // Who has no vote has none to lose: what it needs it gets from the others.
    if (role === 'joining' && asks && standing === undefined) return ask;
    if (standing === 'voter') return wait(`${member} votes already, and not with what is on this volume: ${replace}`);
    if (standing === 'none') return wait(`${member} is no member of its group yet`);
    if (right || !hasData) return go(right ? undefined : volume);
    if (mark === undefined && role === 'learner' && volume === 1) return go(volume);
    return { ...go(volume), aside: `kept-volume-${mark ?? volume - 1}` };
  }
  if (!hasData) {
    if (!formed) return go(right ? undefined : volume);
    return wait(`${member} has an empty volume, and it has voted with another one: ${replace}`);
  }
  if (right) return go(undefined);
  // Volumes that were there before this guard have no mark.
  if (mark === undefined && volume === 1) return go(volume);
  const which = mark === undefined ? 'a volume that nothing marks' : `its ${nth(mark)} volume`;
  return wait(`${member} has ${which}, and it votes with its ${nth(volume)}: ${replace}`);
}

const nth = number => `${number}${{ 1: 'st', 2: 'nd', 3: 'rd' }[/1\d$/.test(number) ? 0 : number % 10] ?? 'th'}`;

/** What is on a volume: its mark, and whether there is anything but that, what was moved aside and what the file system made. */
function look(folder) {
  const entries = readdirSync(folder);
  const data = entries.filter(entry => entry !== markFile && entry !== 'lost+found' && !/^kept-volume-\d+$/.test(entry));
  if (!entries.includes(markFile)) return { mark: undefined, hasData: data.length > 0, data };
  const text = readFileSync(join(folder, markFile), 'utf8').trim();
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${markFile} on the volume is '${text}', no number of a volume`);
  return { mark: Number(text), hasData: data.length > 0, data };
}

/** Marks a volume, whole or not at all. */
function write(folder, mark) {
  const next = join(folder, `${markFile}.new`);
  writeFileSync(next, `${mark}\n`, { flush: true });
  renameSync(next, join(folder, markFile));
}

function prepare(folder, { data }, { mark, aside }) {
  if (aside !== undefined) {
    mkdirSync(join(folder, aside), { recursive: true });
    for (const entry of data) renameSync(join(folder, entry), join(folder, aside, entry));
  }
  if (mark !== undefined) write(folder, mark);
}

async function main(given) {
  const flag = name => given.find(word => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  const [member, folder, file] = [flag('member'), flag('volume'), flag('ledger')];
  let said;
  for (;;) {
    let reason;
    try {
      const volume = look(folder);
      const ledger = JSON.parse(readFileSync(file, 'utf8'));
      let next = decide(member, ledger, volume);
      if (next.kind === 'ask') {
        const { standing } = require(join(dirname(file), 'standing.cjs'));
        next = decide(member, ledger, volume, await standing(member, ledger.asks));
      }
      if (next.kind === 'go') {
        prepare(folder, volume, next);
        const moved = next.aside === undefined ? '' : `; what was on the volume is in ${next.aside}`;
        console.log(`${member} starts${next.mark === undefined ? '' : `, its volume is marked as its ${nth(next.mark)}`}${moved}`);
        return;
      }
      reason = next.text;
    } catch (error) {
      reason = error.message;
    }
    if (reason !== said) console.log(`waits: ${reason}`);
    said = reason;
    await new Promise(wake => setTimeout(wake, pauseMillis));
  }
}

module.exports = { decide };
// The first process of a container has no signal handlers of its own, and would be waited for.
if (require.main === module) process.on('SIGTERM', () => process.exit(1));
if (require.main === module) main(process.argv.slice(2));
