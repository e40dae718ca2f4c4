import { lab, type Site } from '../lab';
import { namespace } from './objects';

/**
 * An instance of ExternalDNS in one cluster, one loop at a time: what it does then depends on no clock, and it is stopped
 * as long as nobody asks for a loop.
 */
export class Instance {
  constructor(
    private readonly site: Site,
    private readonly args: readonly string[],
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  /** The same instance with other values of these flags, each written `--name=value`; a flag that it lacks is added. */
  with(...flags: readonly string[]): Instance {
    const names = new Set(flags.map(nameOf));
    return new Instance(this.site, [...this.args.filter(flag => !names.has(nameOf(flag))), ...flags], this.env);
  }

  /** The same instance without this flag. */
  without(flag: string): Instance {
    return new Instance(
      this.site,
      this.args.filter(given => nameOf(given) !== flag),
      this.env,
    );
  }

  /** The same instance with these variables. */
  knowing(env: Readonly<Record<string, string>>): Instance {
    return new Instance(this.site, this.args, { ...this.env, ...env });
  }

  /** So many loops: each reads the cluster and the DNS server, plans and writes. @throws when one fails */
  loop(times = 1): void {
    for (let time = 0; time < times; time += 1) {
      lab.inside(
        [
          lab.built('external-dns'),
          ...this.args,
          '--once',
          `--kubeconfig=${this.site.kubeconfig}`,
          `--namespace=${namespace}`,
          '--metrics-address=127.0.0.1:0', // any free port
        ],
        { env: this.env },
      );
    }
  }

  /** What a loop says that fails; undefined when it succeeds. */
  failure(): string | undefined {
    try {
      this.loop();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

const nameOf = (flag: string): string => flag.split('=')[0] ?? flag;
