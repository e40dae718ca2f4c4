import { addressChange, memberRanges } from '../../change/address-change';
import { formedIn } from '../../change/formed';
import { fleetRule } from '../rule';
import { judged } from './judged';

/** Members are admitted by the addresses that they have. */
export const podAddressChange = fleetRule(
  {
    name: 'change/pod-addresses',
    severity: 'error',
    demands:
      'The ranges of a cluster with members of a formed group are not exchanged, unless the ledger has the old ones: new ones come before old ones go.',
    why: 'Members have addresses of the old ranges until they restart, and are cut off from their peers as soon as this is applied.',
    source: 'Kubernetes documentation, "Network Policies": peers of other clusters are admitted by their addresses.',
  },
  ({ clusters, fleet, systems }, previous) =>
    clusters.flatMap(cluster => {
      const last = previous?.clusters.find(({ name }) => name === cluster.name);
      const formed = previous && last?.podCidrs ? formedIn(previous.systems, cluster.name) : [];
      const [first] = formed;
      if (!last || !first) return [];
      const before = memberRanges(last);
      const after = memberRanges({ podCidrs: cluster.podCidrs, memberCidrs: fleet.network.bind(cluster).cidrs });
      const ledgers = formed.map(({ name, state }) => ({ before: state, after: systems.find(system => system.name === name)?.state }));
      const kind = addressChange(before, after, cluster.name, ledgers);
      if (kind !== 'cluster.pod-addresses-moved' && kind !== 'cluster.pod-addresses-fewer') return [];
      const values = { system: first.name };
      const found = judged(kind, cluster.name, "'podCidrs'", { before: before.join(', '), after: after.join(', '), values });
      return [kind === 'cluster.pod-addresses-fewer' ? { ...found, severity: 'warning' as const } : found];
    }),
);
