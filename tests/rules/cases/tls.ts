import type { EditedOutput } from '../edited-output';
import type { ManifestCase, ManifestCases } from '../manifest-case';

const certificate = 'Certificate settings-peer';
const set = 'StatefulSet settings';
const container = 'spec.template.spec.containers[0]';

/** Cases of the fleet whose peers speak TLS. */
const secured = (cases: readonly ManifestCase[]): readonly ManifestCase[] => cases.map(each => ({ variant: 'peer-tls', ...each }));

/** A certificate of a chart that is no Raft system. */
const own = (output: EditedOutput, spec: object): EditedOutput =>
  output.add('dublin', 'queue', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'queue', namespace: 'queue' },
    spec,
  });

/** Cases of the rules in lib/rules/tls. */
export const tls: ManifestCases = {
  'tls/certificate': secured([
    {
      situation: 'a cluster without one',
      edit: output => output.remove('dublin', certificate),
      finds: [{ at: 'settings/dublin', says: ['namespace settings', 'no Certificate'] }],
    },
    {
      situation: 'one in another namespace',
      edit: output => output.set('dublin', certificate, 'metadata.namespace', 'cert-manager'),
      finds: [{ at: 'settings/dublin', says: ['no Certificate'] }],
    },
    { situation: 'a fleet whose peers do not speak TLS', variant: 'example', boundary: true, edit: () => undefined, finds: [] },
    { situation: 'another name', edit: output => output.set('dublin', certificate, 'metadata.name', 'members'), finds: [] },
  ]),
  'tls/names': secured([
    {
      situation: 'a member that is not named',
      edit: output => output.unset('dublin', certificate, 'spec.dnsNames[1]'),
      finds: [{ at: 'settings/dublin', says: ['settings-11.dublin.settings.example.test'], object: certificate, field: 'spec.dnsNames' }],
    },
    {
      situation: 'a name that is no member',
      edit: output => output.object('dublin', certificate).spec.dnsNames.push('settings-12.dublin.settings.example.test'),
      finds: [{ at: 'settings/dublin', says: ['settings-12', 'not a member'], field: 'spec.dnsNames[2]' }],
    },
    {
      situation: 'a member of another cluster',
      edit: output => output.set('dublin', certificate, 'spec.dnsNames[0]', 'settings-0.frankfurt.settings.example.test'),
      finds: [{ at: 'settings/dublin', says: ['settings-10.dublin.settings.example.test'] }],
    },
    {
      situation: 'a wildcard that stands for more than one label',
      edit: output => output.set('dublin', certificate, 'spec.dnsNames', ['*.settings.example.test']),
      finds: [{ at: 'settings/dublin', says: ['settings-11.dublin.settings.example.test'] }],
    },
    {
      situation: 'a wildcard for the members of the cluster',
      boundary: true,
      edit: output => output.set('dublin', certificate, 'spec.dnsNames', ['*.dublin.settings.example.test']),
      finds: [],
    },
    { situation: 'names in another order', edit: output => output.object('dublin', certificate).spec.dnsNames.reverse(), finds: [] },
  ]),
  'tls/trust': secured([
    {
      situation: 'an issuer of its own in one cluster',
      edit: output => output.set('dublin', certificate, 'spec.issuerRef.name', 'dublin-root'),
      finds: [
        {
          at: 'settings/dublin',
          says: ["'dublin-root'", "'fleet-root'"],
          object: certificate,
          field: 'spec.issuerRef.name',
        },
      ],
    },
    {
      situation: 'a kind that is left out, which means an Issuer of the namespace',
      boundary: true,
      edit: output => output.unset('dublin', certificate, 'spec.issuerRef.kind'),
      finds: [{ at: 'settings/dublin', says: ["Issuer 'fleet-root'", "ClusterIssuer 'fleet-root'"] }],
    },
    {
      situation: 'an issuer of another group',
      edit: output => output.set('dublin', certificate, 'spec.issuerRef.group', 'awspca.cert-manager.io'),
      finds: [{ at: 'settings/dublin', says: ['awspca.cert-manager.io'], field: 'spec.issuerRef.group' }],
    },
    {
      situation: "a group that is left out, which means cert-manager's own",
      edit: output => output.unset('dublin', certificate, 'spec.issuerRef.group'),
      finds: [],
    },
  ]),
  'tls/usages': secured([
    {
      situation: 'members that cannot call their peers',
      edit: output => output.unset('dublin', certificate, 'spec.usages[2]'),
      finds: [{ at: 'settings/dublin', says: ["without 'client auth'"], object: certificate, field: 'spec.usages' }],
    },
    {
      situation: 'usages that are left out',
      edit: output => output.unset('dublin', certificate, 'spec.usages'),
      finds: [{ at: 'settings/dublin', says: ['not set', "'server auth' and 'client auth'"] }],
    },
    {
      situation: 'a usage that does not exist',
      edit: output => output.set('dublin', certificate, 'spec.usages[0]', 'digital signatures'),
      finds: [{ at: 'settings/dublin', says: ["'digital signatures'"], field: 'spec.usages[0]' }],
    },
    {
      situation: 'a member that can sign',
      edit: output => output.set('dublin', certificate, 'spec.isCA', true),
      finds: [{ at: 'settings/dublin', says: ['authority'], field: 'spec.isCA' }],
    },
    {
      situation: 'the two, and nothing else',
      boundary: true,
      edit: output =>
        output.set('dublin', certificate, 'spec.usages', ['client auth', 'server auth']).set('dublin', certificate, 'spec.isCA', false),
      finds: [],
    },
  ]),
  'tls/lifetime': secured([
    {
      situation: 'a renewal an hour before the end',
      edit: output => output.set('dublin', certificate, 'spec.renewBefore', '1h'),
      finds: [{ at: 'settings/dublin', says: ['1 h before it expires', '2160h0m0s'], object: certificate, field: 'spec.renewBefore' }],
    },
    {
      situation: 'a renewal before it is made',
      edit: output => output.set('dublin', certificate, 'spec.renewBefore', '2160h'),
      finds: [{ at: 'settings/dublin', says: ['2160 h', 'without end'] }],
    },
    {
      situation: 'half an hour',
      edit: output => output.set('dublin', certificate, 'spec.duration', '30m'),
      finds: [{ at: 'settings/dublin', says: ['30m', '1h'], field: 'spec.duration' }],
    },
    {
      situation: 'a time that is none',
      edit: output => output.set('dublin', certificate, 'spec.renewBefore', '30d'),
      finds: [{ at: 'settings/dublin', says: ["'30d'"], field: 'spec.renewBefore' }],
    },
    {
      situation: 'a renewal one second too late',
      boundary: true,
      edit: output => output.set('dublin', certificate, 'spec.renewBefore', '23h59m59s'),
      finds: [{ at: 'settings/dublin', says: ['23 h'] }],
    },
    {
      situation: 'a percentage that leaves little',
      edit: output => own(output, { duration: '48h', renewBeforePercentage: 10 }),
      finds: [{ at: 'queue/dublin', says: ['4 h', '48h'], field: 'spec.renewBeforePercentage' }],
    },
    { situation: 'a day', boundary: true, edit: output => output.set('dublin', certificate, 'spec.renewBefore', '24h'), finds: [] },
    { situation: 'nothing said, which is 90 days and a third of them', edit: output => own(output, {}), finds: [] },
    { situation: 'a short time, a third of it left', edit: output => own(output, { duration: '24h', renewBefore: '8h' }), finds: [] },
  ]),
  'tls/key': secured([
    {
      situation: 'a key that is kept',
      edit: output => output.set('dublin', certificate, 'spec.privateKey.rotationPolicy', 'Never'),
      finds: [{ at: 'settings/dublin', says: ['Never'], object: certificate, field: 'spec.privateKey.rotationPolicy' }],
    },
    {
      situation: 'a policy that is left out, which depends on the version',
      boundary: true,
      edit: output => output.unset('dublin', certificate, 'spec.privateKey.rotationPolicy'),
      finds: [{ at: 'settings/dublin', says: ['not set'] }],
    },
    {
      situation: 'a size that the algorithm does not have',
      edit: output => output.set('dublin', certificate, 'spec.privateKey.size', 257),
      finds: [{ at: 'settings/dublin', says: ['ECDSA of 257', '256, 384 or 521'] }],
    },
    {
      situation: 'an algorithm that is left out, and a size of another one',
      edit: output => output.unset('dublin', certificate, 'spec.privateKey.algorithm'),
      finds: [{ at: 'settings/dublin', says: ['RSA of 256'] }],
    },
    {
      situation: 'an algorithm that nobody makes',
      edit: output => output.set('dublin', certificate, 'spec.privateKey.algorithm', 'DSA'),
      finds: [{ at: 'settings/dublin', says: ['DSA'] }],
    },
    { situation: 'a size that is left out', edit: output => output.unset('dublin', certificate, 'spec.privateKey.size'), finds: [] },
  ]),
  'tls/mount': secured([
    {
      situation: 'a certificate that is kept elsewhere',
      edit: output => output.set('dublin', certificate, 'spec.secretName', 'settings-tls'),
      finds: [{ at: 'settings/dublin', says: ["'settings-peer-tls'", "'settings-tls'"], object: set }],
    },
    {
      situation: 'another Secret',
      edit: output => output.set('dublin', set, 'spec.template.spec.volumes[1].secret.secretName', 'root'),
      finds: [{ at: 'settings/dublin', says: ["'root'"], field: 'spec.template.spec.volumes[1].secret.secretName' }],
    },
    {
      situation: 'no volume',
      edit: output => output.unset('dublin', set, 'spec.template.spec.volumes[1]'),
      finds: [{ at: 'settings/dublin', says: ['mounts no Secret'] }],
    },
    {
      situation: 'another folder',
      edit: output => output.set('dublin', set, `${container}.volumeMounts[2].mountPath`, '/etc/tls'),
      finds: [{ at: 'settings/dublin', says: ['/etc/georaft/peer-tls/tls.crt'], object: set }],
    },
    {
      situation: 'a file that the volume does not bring',
      edit: output => output.set('dublin', set, 'spec.template.spec.volumes[1].secret.items', [{ key: 'tls.crt', path: 'tls.crt' }]),
      finds: [{ at: 'settings/dublin', says: ['/etc/georaft/peer-tls/ca.crt'] }],
    },
    {
      situation: 'the same folder with a slash at its end',
      boundary: true,
      edit: output => output.set('dublin', set, `${container}.volumeMounts[2].mountPath`, '/etc/georaft/peer-tls/'),
      finds: [],
    },
    {
      situation: 'another name of the volume',
      edit: output =>
        output
          .set('dublin', set, `${container}.volumeMounts[2].name`, 'tls')
          .set('dublin', set, 'spec.template.spec.volumes[1].name', 'tls'),
      finds: [],
    },
  ]),
  'tls/agreement': secured([
    {
      situation: 'a cluster whose members do not speak TLS',
      edit: output =>
        output.set(
          'dublin',
          set,
          `${container}.args[3]`,
          '--initial-advertise-peer-urls=http://$(POD_NAME).dublin.settings.example.test:2380',
        ),
      finds: [
        {
          at: 'settings/dublin',
          says: ['http://$(POD_NAME).dublin', 'https for members in dublin'],
          object: set,
          field: `${container}.args[3]`,
        },
      ],
    },
    {
      situation: 'a list of members that says something else',
      edit: output => {
        const map = output.object('dublin', 'ConfigMap settings-bootstrap');
        map.data.ETCD_INITIAL_CLUSTER = map.data.ETCD_INITIAL_CLUSTER.replace('https://settings-20', 'http://settings-20');
      },
      finds: [{ at: 'settings/dublin', says: ['http://settings-20.london'], object: 'ConfigMap settings-bootstrap' }],
    },
    {
      situation: 'a fleet without TLS where one member speaks it',
      variant: 'example',
      edit: output => output.set('london', set, `${container}.args[2]`, '--listen-peer-urls=https://0.0.0.0:2380'),
      finds: [{ at: 'settings/london', says: ['https://0.0.0.0:2380', 'are http'] }],
    },
    {
      situation: 'a learner that is made known under another scheme',
      variant: 'learner',
      edit: output => {
        const job = output.object('dublin', 'Job journal-learner-10-join');
        const { args } = job.spec.template.spec.containers[0];
        args[args.findIndex((arg: string) => arg.startsWith('--peer-urls'))] =
          '--peer-urls=https://journal-learner-10.dublin.journal.example.test:2380';
      },
      finds: [{ at: 'journal/dublin', says: ['https://journal-learner-10'], object: 'Job journal-learner-10-join' }],
    },
    {
      situation: 'clients that do not speak TLS',
      boundary: true,
      edit: output => output.object('dublin', set),
      finds: [],
    },
  ]),
  'tls/mutual': secured([
    {
      situation: 'peers that are let in without a certificate',
      edit: output => output.set('dublin', set, `${container}.args[12]`, '--peer-client-cert-auth=false'),
      finds: [{ at: 'settings/dublin', says: ["--peer-client-cert-auth is 'false'"], object: set, field: `${container}.args[12]` }],
    },
    {
      situation: 'a flag that is missing',
      edit: output => output.unset('dublin', set, `${container}.args[15]`),
      finds: [{ at: 'settings/dublin', says: ['no --peer-trusted-ca-file'] }],
    },
    {
      situation: 'the root in the place of the certificate',
      edit: output => output.set('dublin', set, `${container}.args[13]`, '--peer-cert-file=/etc/georaft/peer-tls/ca.crt'),
      finds: [{ at: 'settings/dublin', says: ['--peer-cert-file is', 'ca.crt'] }],
    },
    {
      situation: 'a flag without a value, which means that it is set',
      boundary: true,
      edit: output => output.set('dublin', set, `${container}.args[12]`, '--peer-client-cert-auth'),
      finds: [],
    },
  ]),
};
