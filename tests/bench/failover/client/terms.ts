/** How a client reaches a system, as its access says. */
export type Reach =
  /** By a name, whose answer it keeps for this long; and for ever while there is none, unless it drops it then. */
  | {
      readonly kind: 'name';
      readonly host: string;
      readonly port: number;
      readonly keepSeconds: number;
      readonly unanswered?: 'kept' | 'dropped';
    }
  /** By a list of `host:port`, in its order. */
  | { readonly kind: 'list'; readonly endpoints: readonly string[] };

/** What a client is told when it starts. */
export interface ClientTerms {
  /** Address of the DNS server. */
  readonly dns: string;
  /** The file that it notes its attempts in, one JSON object a line. */
  readonly log: string;
  readonly reach: Reach;
  /** How long it waits for a connection before it tries the next endpoint. */
  readonly connectSeconds: number;
  /** Whether it tries the next endpoint of its list after any failure, and not only where no connection comes about. @default 'unreached' */
  readonly again?: 'unreached' | 'failed';
  /** How long it waits for an answer. */
  readonly answerSeconds: number;
  readonly writesPerSecond: number;
  /** First part of the keys that it writes. */
  readonly prefix: string;
}

/** One try to write a key, as it is noted. Times are milliseconds since 1970. */
export type Attempt = AcknowledgedWrite | FailedWrite;

interface Tried {
  readonly start: number;
  readonly end: number;
  /** `address:port` that it went to; empty where the name had no address. */
  readonly endpoint: string;
  readonly key: string;
}

/** A write that etcd has acknowledged, with what its answer says of itself. */
export interface AcknowledgedWrite extends Tried {
  readonly acknowledged: true;
  readonly cluster: string;
  readonly member: string;
  readonly revision: number;
  readonly term: number;
}

/** A write of which it is not known whether it took place. */
export interface FailedWrite extends Tried {
  readonly acknowledged: false;
  readonly why: string;
}
