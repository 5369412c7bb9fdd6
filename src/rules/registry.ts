import { configMountedWhole } from './config-mounted-whole';
import { configMountsReadOnly } from './config-mounts-read-only';
import { dropAllCapabilities } from './drop-all-capabilities';
import { emptyDirSizeLimit } from './empty-dir-size-limit';
import { emptyDirWithinEphemeralLimit } from './empty-dir-within-ephemeral-limit';
import { ephemeralLimitOnEveryContainer } from './ephemeral-limit-on-every-container';
import { ephemeralRequestCoversVolumes } from './ephemeral-request-covers-volumes';
import { fsGroup } from './fs-group';
import { imageByDigest } from './image-by-digest';
import { imageDigestWhole } from './image-digest-whole';
import { memoryVolumesWithinLimit } from './memory-volumes-within-limit';
import { misplacedSecurityField } from './misplaced-security-field';
import { mountHidesSystem } from './mount-hides-system';
import { mountPathsUnique } from './mount-paths-unique';
import { mountsHaveVolumes } from './mounts-have-volumes';
import { noHostPath } from './no-host-path';
import { noPrivilegeEscalation } from './no-privilege-escalation';
import { oneWriterPerClaim } from './one-writer-per-claim';
import { portUnprivileged } from './port-unprivileged';
import { readOnlyRoot } from './read-only-root';
import { recursiveReadOnly } from './recursive-read-only';
import type { Rule } from './rule';
import { runAsNonRoot } from './run-as-non-root';
import { seccompRuntimeDefault } from './seccomp-runtime-default';
import { sensitivePurposeInMemory } from './sensitive-purpose-in-memory';
import { serviceAccountToken } from './service-account-token';
import { tmpMounted } from './tmp-mounted';
import { volumesAreMounted } from './volumes-are-mounted';
import { workloadNameLength } from './workload-name-length';

/** Every rule, in the order in which fixes build on one another: the root is closed, then /tmp opened, then paid for. */
export const RULES: readonly Rule[] = [
  misplacedSecurityField,
  readOnlyRoot,
  runAsNonRoot,
  dropAllCapabilities,
  noPrivilegeEscalation,
  seccompRuntimeDefault,
  serviceAccountToken,
  tmpMounted,
  fsGroup,
  configMountsReadOnly,
  recursiveReadOnly,
  configMountedWhole,
  emptyDirSizeLimit,
  ephemeralLimitOnEveryContainer,
  ephemeralRequestCoversVolumes,
  emptyDirWithinEphemeralLimit,
  memoryVolumesWithinLimit,
  sensitivePurposeInMemory,
  noHostPath,
  oneWriterPerClaim,
  imageByDigest,
  imageDigestWhole,
  portUnprivileged,
  mountPathsUnique,
  mountHidesSystem,
  mountsHaveVolumes,
  volumesAreMounted,
  workloadNameLength,
];
