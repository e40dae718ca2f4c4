// Lets a member start only on the volume that its ledger names.
//
//   node lost-disk-guard.cjs --member=NAME --volume=FOLDER --ledger=FILE
//
// A voter that comes back with an empty volume has forgotten what it acknowledged and for whom it voted. If it starts under its old name,
// writes that a majority acknowledged can be lost. So each volume is marked with the number that the ledger gave it, and a member waits
// until its volume has the number in the ledger. The ledger is read again and again, since commits can change it.
// Nothing is ever deleted: data of another volume of the same member is moved aside.
//
// Between the promotion of a member that joins and the commit that confirms it, the ledger does not know that it votes. So such a member
// asks its group before it starts with an empty volume: by the engine's module beside this file, where there is one.
'use strict';
const { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** The file with the mark of a volume. */
const markFile = '.georaft-volume';
/** Milliseconds between two readings of the ledger. */
const pauseMillis = 5000;

const go = mark => ({ kind: 'go', mark });
const wait = text => ({ kind: 'wait', text });
const ask = { kind: 'ask' };

/**
 * Decides whether a member may start.
 *
 * @param member the name of its pod
 * @param ledger `{ system, formed, members: { NAME: { role, volume } } }`
 * @param volume `{ mark, hasData }`: the number in the mark of the volume, undefined without a mark; whether the engine has written data
 * @param standing `learner`, `voter` or `none`: what its group has it as; undefined until the group was asked
 * @returns `wait`; `ask`, where the group decides; or `go`, where the data must first be moved to the folder `aside` and the volume marked
 *   with `mark`, if these are given
 */
function decide(member, { system, formed, members, asks }, { mark, hasData }, standing) {
  const known = members[member];
  const replace = `georaft replace ${system} ${member}`;
  if (!known) return wait(`the ledger of ${system} does not have ${member}: it was not added, or it was removed`);
  const { role, volume } = known;
  if (role === 'lost') return wait(`${member} was given up: the next step adds it again on a new volume (georaft step ${system})`);
  if (mark > volume) return wait(`the volume of ${member} is its ${nth(mark)}, and the ledger has its ${nth(volume)}`);
  const right = mark === volume;
  if (role === 'joining' || role === 'joining-learner' || role === 'learner') {
    if (right && hasData) return go(undefined);
    // Without a vote it gets all data from the others.
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
  // A group that forms where members of another one were begins without what these left.
  if (!formed && volume > 1) return { ...go(volume), aside: `kept-volume-${mark ?? volume - 1}` };
  // Volumes that are older than this guard have no mark.
  if (mark === undefined && volume === 1) return go(volume);
  const which = mark === undefined ? 'a volume without a mark' : `its ${nth(mark)} volume`;
  return wait(`${member} has ${which}, and it votes with its ${nth(volume)}: ${replace}`);
}

const nth = number => `${number}${{ 1: 'st', 2: 'nd', 3: 'rd' }[/1\d$/.test(number) ? 0 : number % 10] ?? 'th'}`;

/** The mark of a volume, and whether it has data. The mark, data that was moved aside and `lost+found` do not count as data. */
function look(folder) {
  const entries = readdirSync(folder);
  const data = entries.filter(entry => entry !== markFile && entry !== 'lost+found' && !/^kept-volume-\d+$/.test(entry));
  if (!entries.includes(markFile)) return { mark: undefined, hasData: data.length > 0, data };
  const text = readFileSync(join(folder, markFile), 'utf8').trim();
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${markFile} on the volume is '${text}', which is not the number of a volume`);
  return { mark: Number(text), hasData: data.length > 0, data };
}

/** Writes the mark of a volume, as a whole or not at all. */
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
        const moved = next.aside === undefined ? '' : `; its old data is in ${next.aside}`;
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
// The first process of a container ignores SIGTERM without a handler, and would run until it is killed.
if (require.main === module) process.on('SIGTERM', () => process.exit(1));
if (require.main === module) main(process.argv.slice(2));
