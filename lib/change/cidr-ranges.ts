import { type AddressRange, parseCidr } from '../plan/network/address-ranges';

/** Address ranges of CIDRs; what is none is left out, as it says nothing. */
export const rangesOf = (cidrs: readonly string[]): readonly AddressRange[] =>
  cidrs.map(parseCidr).filter((range): range is AddressRange => range !== undefined);
