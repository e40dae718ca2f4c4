import type { Network as NetworkStrategy } from '../domain/network';

/** Every pod reaches every other pod of the fleet by its own address: routed networks, or a VPN without NAT. */
export const flat = (): NetworkStrategy => ({
  name: 'flat',
  sharedAddresses: true,
  bind: remote => ({ cidrs: remote.podCidrs }),
});
