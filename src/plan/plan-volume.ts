import { defaultSize } from './default-size';
import type { VolumePlan } from './plan';
import type { Refusals } from './refusal';
import { NodeSwap, Settings } from './settings';
import { planSize } from './size';
import type { WritablePath } from './writable-path';
import type { Amount } from '../sizing/amount';
import { stated } from '../sizing/amount';
import { StorageBacking } from '../storage/storage-backing';
import { forbiddenText, StorageDecision, StorageMatrix } from '../storage/storage-matrix';
import { StoragePurpose } from '../storage/storage-purpose';

const SENSITIVE = [StoragePurpose.SENSITIVE_TEMP, StoragePurpose.TEMPORARY_KEYS];
const WRITABLE_IN_A_POD = [StorageBacking.DISK, StorageBacking.MEMORY, StorageBacking.EPHEMERAL_CLAIM];

/** What a purpose and its size come to, for one ephemeral volume. Undefined when refused. */
export function planEphemeral(
  asked: Omit<WritablePath, 'path'>, property: string, settings: Settings, refusals: Refusals, usual?: Amount,
): Omit<VolumePlan, 'name'> | undefined {
  const decision = decide(asked, property, refusals);
  const amount = asked.size === undefined ? usual ?? defaultSize(asked.purpose) : fromUser(asked, property, refusals);
  if (amount === undefined && asked.size === undefined && decision !== undefined) {
    refusals.add({
      rule: 'size-stated',
      so: `${property} has no size`,
      why: 'an unbounded volume fills the node\'s disk and evicts its neighbours',
      mend: 'state the most it ever holds, e.g. size: Size.mebibytes(500)',
    });
  }
  if (decision?.backing === StorageBacking.MEMORY && SENSITIVE.includes(asked.purpose) && settings.nodeSwap === NodeSwap.PLAIN) {
    refusals.add({
      rule: 'no-swap-for-secrets',
      so: `${property} is for ${asked.purpose} but the nodes swap to a plain disk`,
      why: 'the kernel may write its pages there, where deleted blocks stay readable',
      mend: 'turn swap off, encrypt it, or mount memory volumes noswap, and say so in Platform nodeSwap',
    });
  }
  return decision === undefined || amount === undefined ? undefined : {
    backing: decision.backing,
    amount,
    decision,
    raise: `${property}.size`,
    storageClassName: decision.backing === StorageBacking.EPHEMERAL_CLAIM ? settings.storageClassName : undefined,
  };
}

function fromUser(asked: Omit<WritablePath, 'path'>, property: string, refusals: Refusals): Amount | undefined {
  const bytes = planSize(asked.size!, `${property}.size`, refusals);
  return bytes === undefined ? undefined : stated(bytes, `${property}.size`);
}

function decide(asked: Omit<WritablePath, 'path'>, property: string, refusals: Refusals): StorageDecision | undefined {
  const row = StorageMatrix.decisions().find(({ purpose }) => purpose === asked.purpose);
  if (row === undefined) {
    refusals.add({
      rule: 'purpose-known', so: `${property}.purpose "${asked.purpose}" is no purpose`, why: 'so nothing says what holds it',
      mend: 'use one of the members of StoragePurpose',
    });
    return undefined;
  }
  const backing = asked.backing ?? row.backing;
  if (!row.allowed.includes(backing) && !asked.backingReason?.trim()) {
    refusals.add({ rule: 'purpose-fits-backing', so: `${property}: ${forbiddenText(asked.purpose, backing)}`.replace(/; .*$/, ''), mend: mendOf(row) });
    return undefined;
  }
  if (!WRITABLE_IN_A_POD.includes(backing)) {
    refusals.add({
      rule: 'purpose-fits-backing',
      so: `${property} is for ${asked.purpose}, which belongs on a ${backing}`,
      why: row.reason,
      mend: backing === StorageBacking.CLAIM
        ? 'make a DurableVolume and mount it with mount(path, volume)'
        : 'list it in files, which are mounted read-only',
    });
    return undefined;
  }
  return StorageMatrix.decide(asked.purpose, backing, asked.backingReason);
}

function mendOf(row: StorageDecision): string {
  return `leave backing out (${row.allowed.join(' or ')}), choose another purpose, or say in backingReason why it is right here`;
}
