import { library } from '../../tools/tsup/index.ts';

/** Keys as they are kept, what is read of certificates, and how a run of a callback stands. */
const internal =
  'isPrepared prepare trusted setting modulus spki serial notAfter header label content whole ended leaseUntil keyring';

export default library({ shortened: internal.split(' ') });
