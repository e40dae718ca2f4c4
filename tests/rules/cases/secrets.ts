import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';

/** A Secret of a chart. */
const secret = (output: EditedOutput, fields: object, apiVersion = 'v1'): EditedOutput =>
  output.add('dublin', 'queue', { apiVersion, kind: 'Secret', metadata: { name: 'queue', namespace: 'queue' }, ...fields });

/** A ConfigMap of a chart. */
const config = (output: EditedOutput, data: object): EditedOutput =>
  output.add('dublin', 'queue', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'queue', namespace: 'queue' }, data });

const container = 'spec.template.spec.containers[0]';
const variable = (output: EditedOutput, name: string, value: string): EditedOutput => {
  output.object('dublin', 'StatefulSet settings').spec.template.spec.containers[0].env.push({ name, value });
  return output;
};

/** No text of these tests is the key of anything; they are put together so that no scanner takes them for one. */
const pem = ['-----BEGIN', 'RSA', 'PRIVATE', 'KEY-----'].join(' ');
const awsKey = `AKIA${'Q'.repeat(16)}`;
const gitHubToken = `ghp_${'a1'.repeat(18)}`;

/** Adds arguments to the local ExternalDNS. */
const keyOf = (output: EditedOutput, ...args: readonly string[]): void => {
  output.object('dublin', 'Deployment external-dns-local').spec.template.spec.containers[0].args.push(...args);
};

/** Cases of the rules in lib/rules/secrets. */
export const secrets: ManifestCases = {
  'secrets/inline': [
    {
      situation: 'a Secret with data',
      edit: output => secret(output, { data: { password: 'aHVudGVyMg==' } }),
      finds: [{ at: 'queue/dublin', says: ['a value: password'], object: 'Secret queue', field: 'data' }],
    },
    {
      situation: 'a Secret with plain text',
      edit: output => secret(output, { stringData: { user: 'queue', password: 'hunter2' } }),
      finds: [{ at: 'queue/dublin', says: ['2 values: user, password'], field: 'stringData' }],
    },
    { situation: 'an empty Secret, which something else fills', edit: output => secret(output, { type: 'Opaque' }), finds: [] },
    { situation: 'a Secret whose key has no value', boundary: true, edit: output => secret(output, { data: { password: '' } }), finds: [] },
    {
      situation: "a kind of the same name that is not Kubernetes' own",
      edit: output => secret(output, { data: { path: 'kv/queue' } }, 'secrets.example.test/v1'),
      finds: [],
    },
  ],
  'secrets/value': [
    {
      situation: 'a private key',
      edit: output => config(output, { 'tls.key': `${pem}\nMIIE\n` }),
      finds: [{ at: 'queue/dublin', says: ['a private key'], object: 'ConfigMap queue', field: "data['tls.key']" }],
    },
    {
      situation: 'a private key in base64',
      edit: output => config(output, { bundle: Buffer.from(`${pem}\nMIIE\n`).toString('base64') }),
      finds: [{ at: 'queue/dublin', says: ['a private key in base64'] }],
    },
    {
      situation: 'a password in a URL',
      edit: output =>
        output.set(
          'dublin',
          'StatefulSet settings',
          `${container}.args[11]`,
          '--backup=postgres://backup:hunter2@db.example.test/settings',
        ),
      finds: [{ at: 'settings/dublin', says: ['a password in a URL'], object: 'StatefulSet settings', field: `${container}.args[11]` }],
    },
    {
      situation: 'a key of AWS in an annotation',
      edit: output => output.set('dublin', 'Service settings', "metadata.annotations['example.test/key']", awsKey),
      finds: [{ at: 'settings/dublin', says: ['a key of a service'] }],
    },
    {
      situation: 'a token of GitHub within a text',
      edit: output => config(output, { script: `curl -H "Authorization: Bearer ${gitHubToken}" https://api.github.com` }),
      finds: [{ at: 'queue/dublin', says: ['a key of a service'], field: 'data.script' }],
    },
    {
      situation: 'one character less than a key of AWS has',
      boundary: true,
      edit: output => config(output, { key: awsKey.slice(0, -1), other: `${awsKey}Q` }),
      finds: [],
    },
    {
      situation: 'a certificate, a URL with a user, a URL whose password is put in later',
      edit: output =>
        config(output, {
          'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
          user: 'ssh://git@github.example.test:22/repo',
          later: 'postgres://backup:$(PASSWORD)@db.example.test/settings',
          mail: 'see https://example.test:8443/a and mail ops@example.test',
        }),
      finds: [],
    },
  ],
  'secrets/env': [
    {
      situation: 'a variable with a password',
      edit: output => variable(output, 'BACKUP_PASSWORD', 'hunter2'),
      finds: [{ at: 'settings/dublin', says: ['BACKUP_PASSWORD'], object: 'StatefulSet settings' }],
    },
    {
      situation: 'an argument with a token',
      edit: output => output.set('dublin', 'StatefulSet settings', `${container}.args[11]`, '--auth-token=hunter2'),
      finds: [{ at: 'settings/dublin', says: ['--auth-token'], field: `${container}.args[11]` }],
    },
    {
      situation: 'the key of a name server, as the next argument',
      edit: output => keyOf(output, '--rfc2136-tsig-secret', 'aGVsbG8='),
      finds: [{ at: 'external-dns/dublin', says: ['--rfc2136-tsig-secret'], object: 'Deployment external-dns-local' }],
    },
    {
      situation: 'the key of a name server, by a variable or left out',
      edit: output => {
        keyOf(output, '--rfc2136-tsig-secret', '$(TSIG)');
        keyOf(output, '--rfc2136-tsig-secret', '--events');
      },
      finds: [],
    },
    {
      situation: 'an entry of a ConfigMap',
      edit: output => config(output, { AWS_SECRET_ACCESS_KEY: 'hunter2' }),
      finds: [{ at: 'queue/dublin', says: ['AWS_SECRET_ACCESS_KEY'], object: 'ConfigMap queue' }],
    },
    {
      situation: 'references, paths, switches and names that only look alike',
      boundary: true,
      edit: output => {
        variable(output, 'BACKUP_PASSWORD', '$(PASSWORD_OF_BACKUP)');
        variable(output, 'TOKEN', '/var/run/secrets/token');
        variable(output, 'SECRET', 'true');
        variable(output, 'PASSWORD', '');
        variable(output, 'PASSWORD_FILE', 'backup.txt');
        variable(output, 'MONKEY', 'hunter2');
        variable(output, 'RAFT_CLUSTER_TOKEN', 'production.settings');
      },
      finds: [],
    },
    {
      situation: 'a value from a Secret',
      edit: output =>
        output.object('dublin', 'StatefulSet settings').spec.template.spec.containers[0].env.push({
          name: 'BACKUP_PASSWORD',
          valueFrom: { secretKeyRef: { name: 'backup', key: 'password' } },
        }),
      finds: [],
    },
  ],
};
