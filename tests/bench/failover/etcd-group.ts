import { lab } from '../../live/lab';

/** A member of a group of etcd, as another member knows it. */
export interface GroupMember {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

/** The group of a system, asked through one of its pods. */
export class EtcdGroup {
  constructor(
    private readonly system: string,
    private readonly site: number,
    private readonly pod: string,
  ) {}

  /** Members that answer through the quorum, under their published names. */
  healthy(): number {
    return this.ask<readonly { health: boolean }[]>('endpoint', 'health', '--cluster').filter(({ health }) => health).length;
  }

  members(): readonly GroupMember[] {
    const { members } = this.ask<{ members: readonly { ID: string; name: string; clientURLs: readonly string[] }[] }>('member', 'list');
    return members.map(({ ID, name, clientURLs }) => ({ id: ID, name, url: clientURLs[0] ?? '' }));
  }

  /** The member that leads, as the asked one knows it. */
  leader(): GroupMember | undefined {
    const [status] = this.ask<readonly { Status: { leader: string } }[]>('endpoint', 'status');
    return this.members().find(({ id }) => id === status?.Status.leader);
  }

  /** Makes one of these members the leader, unless one of them is. */
  leadBy(members: readonly GroupMember[]): void {
    const leader = this.leader();
    const [next] = members;
    if (!leader || !next || members.some(({ id }) => id === leader.id)) return;
    this.run(`--endpoints=${leader.url}`, 'move-leader', BigInt(next.id).toString(16));
  }

  /** Keys with a prefix that the group holds. */
  keys(prefix: string): readonly string[] {
    const { kvs = [] } = this.ask<{ kvs?: readonly { key: string }[] }>('get', '--prefix', '--keys-only', prefix);
    return kvs.map(({ key }) => Buffer.from(key, 'base64').toString());
  }

  private ask<T>(...args: readonly string[]): T {
    // Ids have more digits than a number of JavaScript holds.
    return JSON.parse(this.run('-w', 'json', ...args).replace(/:(\d{16,})/g, ':"$1"')) as T;
  }

  private run(...args: readonly string[]): string {
    return lab.kubectl(this.site, '-n', this.system, 'exec', this.pod, '--', 'etcdctl', '--command-timeout=5s', ...args);
  }
}
