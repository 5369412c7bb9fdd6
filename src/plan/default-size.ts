import { Amount, MIB } from '../sizing/amount';
import { StoragePurpose } from '../storage/storage-purpose';

/** Sizes for the purposes that have a usual one; the others must be stated. */
const DEFAULTS: Partial<Record<StoragePurpose, Amount>> = {
  [StoragePurpose.UNIX_SOCKETS]: { bytes: 10 * MIB, because: '10Mi, enough for any number of sockets and pid files', source: 'guide, part 3' },
  [StoragePurpose.TEMPORARY_KEYS]: { bytes: 16 * MIB, because: '16Mi, thousands of keys', source: 'default of this library' },
  [StoragePurpose.SENSITIVE_TEMP]: { bytes: 16 * MIB, because: '16Mi, thousands of tokens', source: 'default of this library' },
  [StoragePurpose.SHARED_MEMORY]: { bytes: 64 * MIB, because: '64Mi, what a container runtime gives by default', source: 'containerd, default /dev/shm' },
  [StoragePurpose.WORKING_DIRECTORY]: { bytes: 100 * MIB, because: '100Mi, the guide\'s base for temporary files', source: 'guide, part 2 and 4' },
};

/** The usual size for a purpose; undefined where only the user can know it. */
export function defaultSize(purpose: StoragePurpose): Amount | undefined {
  return DEFAULTS[purpose];
}
