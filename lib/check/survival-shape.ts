import { boolean, integer, list, nullable, object, oneOf, optional, shaped, text } from '../plan/input/shape';

const name = text('a name');
const number = integer(0, Number.MAX_SAFE_INTEGER);

const losses = oneOf(
  ...['cluster', 'pair', 'zone', 'split', 'drain-and-loss', 'link', 'one-way', 'dns', 'ingress', 'delivery', 'delivery-and-loss'],
);
const steps = oneOf(
  ...['undrain', 'records', 'switchover', 'reassign', 'fence', 'fence-name', 'writers', 'sites', 'promote', 'restore', 'reconnect'],
  ...['apply', 'dns', 'ingress'],
);
const amount = text('a number', /^$a/);
/** A number of at least 0, with any number of decimals. */
export const anyNumber = shaped<number>((value, at) => (typeof value === 'number' && value >= 0 ? [] : amount(value, at)));

/** The printed fields of an outage. */
export const outageShape = object(
  {
    ends: oneOf('automatic', 'decision', 'repair', 'restore'),
    countedFrom: oneOf('loss', 'commit'),
    worstSeconds: anyNumber,
    typicalSeconds: anyNumber,
    cachedSeconds: optional(anyNumber),
    loses: oneOf('nothing', 'mirror-lag', 'since-last-restore'),
    lostSeconds: nullable(anyNumber),
  },
  'ignored',
);

/** The printed fields of the losses that a system survives. */
export const survivalShape = object(
  {
    fatal: list(name),
    witnessVotes: nullable(number),
    movedVotes: nullable(list(number)),
    counts: list(object({ loss: losses, examined: nullable(number), survived: nullable(number), fatal: nullable(number) }, 'ignored')),
    rows: list(
      object(
        {
          loss: losses,
          clusters: list(name),
          other: list(name),
          leader: optional(list(name)),
          elections: optional(oneOf('settled', 'repeated', 'unknown')),
          quorum: boolean,
          votes: number,
          members: nullable(list(name)),
          serves: list(name),
          stranded: list(name),
          unfenced: list(name),
          unfencedName: list(name),
          steps: list(object({ step: steps, clusters: list(name) }, 'ignored')),
          outage: number,
        },
        'ignored',
      ),
    ),
    outages: list(outageShape),
  },
  'ignored',
);
