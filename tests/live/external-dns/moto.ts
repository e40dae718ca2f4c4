import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Element, parseXml } from '../../cli/xml';
import { must } from '../../fixtures';
import { Background } from '../background';
import { lab } from '../lab';

const version = '5.2.5';
const port = 15_153;

/** A record set as Route 53's API gives it back: the texts of its elements, by name. */
export type RecordSet = Readonly<Record<string, string>>;

/** A request that was sent to the stand-in. */
interface Recorded {
  readonly method: string;
  readonly url: string;
  /** In base64. */
  readonly body: string;
}

/** A stand-in for Route 53 that speaks its wire format and keeps what it is sent. It validates nothing. */
export class Moto {
  static readonly url = `http://127.0.0.1:${port}`;
  /** What a client needs to find it. */
  static readonly env = {
    AWS_ENDPOINT_URL: Moto.url,
    AWS_ACCESS_KEY_ID: 'tests',
    AWS_SECRET_ACCESS_KEY: 'tests',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  private zoneId = '';

  private constructor(
    private readonly server: Background,
    private readonly scratch: string,
  ) {}

  /** Starts it with one empty zone; installs it where that has not been done. */
  static async up(zone: string): Promise<Moto> {
    const folder = install();
    const scratch = mkdtempSync(join(tmpdir(), 'georaft-facts-'));
    const command = [lab.program, 'exec', join(folder, 'bin', 'moto_server'), '-H', '127.0.0.1', '-p', String(port)] as const;
    const server = await Background.start(command, () => answers(), { MOTO_RECORDER_FILEPATH: join(scratch, 'recording') });
    const moto = new Moto(server, scratch);
    const created = moto.call('POST', '/2013-04-01/hostedzone', request(zone));
    moto.zoneId = must(/<Id>\/hostedzone\/(\w+)<\/Id>/.exec(created)?.[1]);
    moto.call('POST', '/moto-api/recorder/reset-recording');
    moto.call('POST', '/moto-api/recorder/start-recording');
    return moto;
  }

  async down(): Promise<void> {
    await this.server.kill();
    rmSync(this.scratch, { recursive: true, force: true });
  }

  /** How many requests to change record sets it has been sent; with a name, how many that change a record of that name. */
  changes(name = ''): number {
    const lines = this.call('GET', '/moto-api/recorder/download-recording')
      .split('\n')
      .filter(line => line !== '');
    return lines
      .map(line => JSON.parse(line) as Recorded)
      .filter(({ method, url }) => method === 'POST' && /\/rrset\/?$/.test(url))
      .filter(({ body }) => Buffer.from(body, 'base64').toString().includes(`<Name>${name}`)).length;
  }

  /** The record sets of a name and type, in the order of their identifiers. */
  recordSets(name: string, type = 'A'): readonly RecordSet[] {
    const body = this.call('GET', `/2013-04-01/hostedzone/${this.zoneId}/rrset?maxitems=300`);
    return all(parseXml(body.replace(/^<\?xml[^>]*>\s*/, '')), 'ResourceRecordSet')
      .map(texts)
      .filter(set => set['Name'] === `${name}.` && set['Type'] === type)
      .sort((a, b) => ((a['SetIdentifier'] ?? '') < (b['SetIdentifier'] ?? '') ? -1 : 1));
  }

  private call(method: string, path: string, body?: string): string {
    const data = body ? ['-H', 'content-type: text/xml', '--data', body] : [];
    // It tells its services apart by who a request is signed for, and does not look at the signature.
    const signed = 'Authorization: AWS4-HMAC-SHA256 Credential=tests/20260101/us-east-1/route53/aws4_request';
    return lab.inside(['curl', '-fsS', '-X', method, '-H', signed, ...data, `${Moto.url}${path}`]);
  }
}

/** Installs it once, into a folder of its own. */
function install(): string {
  const folder = lab.keep(`moto-${version}`);
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
  execFileSync(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `moto[server]==${version}`], {
    stdio: 'pipe',
  });
  writeFileSync(complete, '');
  return folder;
}

const answers = (): boolean => {
  try {
    lab.inside(['curl', '-fsS', `${Moto.url}/moto-api/data.json`]);
    return true;
  } catch {
    return false;
  }
};

const request = (zone: string): string =>
  `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${zone}</Name><CallerReference>${zone}</CallerReference></CreateHostedZoneRequest>`;

const all = (element: Element, name: string): readonly Element[] =>
  element.children.flatMap(child => (child.name === name ? [child] : all(child, name)));

/** Texts of all elements within one, by name; of several with one name, joined by spaces. */
function texts(element: Element): RecordSet {
  const found: Record<string, string> = {};
  const visit = ({ name, text, children }: Element): void => {
    if (children.length > 0) for (const child of children) visit(child);
    else found[name] = found[name] === undefined ? text : `${found[name]} ${text}`;
  };
  for (const child of element.children) visit(child);
  return found;
}
