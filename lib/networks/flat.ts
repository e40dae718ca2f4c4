import type { Network as NetworkStrategy } from '../domain/network';

/** Every pod reaches every other by its own address, whatever its cluster: routed, or a VPN without NAT. */
export const flat = (): NetworkStrategy => ({
  name: 'flat',
  sharedAddresses: true,
  bind: remote => ({ cidrs: remote.podCidrs }),
});
