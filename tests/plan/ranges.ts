import { must } from '../fixtures';

/** An IPv4 range as its first and last address. */
export function range(cidr: string): readonly [bigint, bigint] {
  const [address, bits] = cidr.split('/');
  const value = must(address)
    .split('.')
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 2n ** (32n - BigInt(must(bits)));
  const first = (value / size) * size;
  return [first, first + size - 1n];
}

/** Whether all addresses of the one range are in the other. */
export function inside(one: string, other: string): boolean {
  const [first, last] = range(one);
  const [lowest, highest] = range(other);
  return lowest <= first && last <= highest;
}
