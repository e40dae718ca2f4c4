import type { Rule } from '../rule';
import { advertisedAddress } from './advertise';
import { autoscaler } from './autoscaler';
import { containerPort } from './container-port';
import { discovery } from './discovery';
import { expectedVoters } from './expected-voters';
import { extraMembers } from './extra-members';
import { memberIdentity } from './identity';
import { membershipJobs } from './jobs';
import { learnerJoin } from './join';
import { listensOutside } from './listen';
import { missingMembers } from './missing-members';
import { memberOrdinals } from './ordinals';
import { peerList } from './peer-list';
import { peersFile } from './peers-file';
import { memberVolumes } from './volumes';

/** The rules of this area. */
export const membershipRules: readonly Rule[] = [
  advertisedAddress,
  autoscaler,
  containerPort,
  discovery,
  expectedVoters,
  extraMembers,
  memberIdentity,
  learnerJoin,
  membershipJobs,
  listensOutside,
  missingMembers,
  memberOrdinals,
  peerList,
  peersFile,
  memberVolumes,
];
