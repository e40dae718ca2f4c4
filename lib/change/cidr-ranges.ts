import { type AddressRange, parseCidr } from '../plan/network/address-ranges';

/** The address ranges of CIDRs. A text that is not a CIDR is left out. */
export const rangesOf = (cidrs: readonly string[]): readonly AddressRange[] =>
  cidrs.map(parseCidr).filter((range): range is AddressRange => range !== undefined);
