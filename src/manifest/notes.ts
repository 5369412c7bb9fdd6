import { BECAUSE, EXCEPT, PURPOSES, RAISE } from './annotations';
import type { VolumePlan, WorkloadPlan } from '../plan/plan';
import { sum } from '../sizing/amount';
import { CONFIG_MAP_VOLUME } from '../sizing/ephemeral-budget';
import { formatBytes } from '../sizing/quantity';
import { StorageBacking } from '../storage/storage-backing';

/** `kubectl describe` cuts a line of an annotation here. */
const LINE = 138;

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly medium: string;
  readonly note: string;
}

/**
 * The storage table of a pod, largest first: what the person on call reads beside the kubelet's message.
 * Figures and paths only, because whatever changes here restarts the pods.
 */
export function storageTable(plan: WorkloadPlan): string {
  const logs = plan.settings.logsPerContainer;
  const rows = [
    ...plan.volumes.filter(({ amount, backing }) => amount !== undefined || backing === StorageBacking.CONFIG_MAP).map((volume): Row => ({
      name: volume.name,
      bytes: volume.amount?.bytes ?? CONFIG_MAP_VOLUME,
      medium: volume.backing === StorageBacking.CONFIG_MAP ? 'disk' : volume.backing,
      note: `${pathsOf(plan, volume)}${memoryNote(plan, volume)}`,
    })),
    ...plan.containers.map(({ name }): Row => ({ name: 'logs', bytes: logs, medium: 'disk', note: `stdout of ${name}` })),
  ].sort((a, b) => b.bytes - a.bytes || (a.name + a.note < b.name + b.note ? -1 : 1));
  const disk = sum(rows.filter(({ medium }) => medium === 'disk').map(({ bytes }) => bytes));
  const last: Row = {
    name: 'pod', bytes: plan.ephemeral.pod.limit, medium: 'disk', note: `evicted above this; the disk rows make ${formatBytes(disk)}`,
  };
  return layOut([...rows, last]);
}

function layOut(rows: Row[]): string {
  const width = (of: (row: Row) => string) => Math.max(...rows.map((row) => of(row).length));
  const [names, sizes, media] = [width(({ name }) => name), width(({ bytes }) => formatBytes(bytes)), width(({ medium }) => medium)];
  return rows
    .map(({ name, bytes, medium, note }) => `${name.padEnd(names)}  ${formatBytes(bytes).padStart(sizes)}  ${medium.padEnd(media)}  ${note}`)
    .map((line) => (line.length < LINE ? line : `${line.slice(0, LINE - 4)}...`))
    .join('\n');
}

function pathsOf(plan: WorkloadPlan, volume: VolumePlan): string {
  const paths = plan.containers.flatMap(({ mounts }) => mounts.filter((mount) => mount.volume === volume.name).map(({ path }) => path));
  return [...new Set(paths)].join(' ');
}

function memoryNote(plan: WorkloadPlan, volume: VolumePlan): string {
  const payer = plan.containers.find(({ mounts }) => mounts.some((mount) => mount.volume === volume.name && !mount.readOnly));
  return volume.backing === StorageBacking.MEMORY && payer !== undefined ? ` (part of memory ${formatBytes(payer.memory)})` : '';
}

/** What may change without restarting anything: reasons, mends, purposes and exceptions, on the workload. */
export function workloadAnnotations(plan: WorkloadPlan): Record<string, string> {
  const sized = plan.volumes.filter(({ amount }) => amount !== undefined);
  const purposed = plan.volumes.filter(({ decision }) => decision !== undefined);
  return {
    [BECAUSE]: [
      ...sized.map(({ name, amount }) => `${name} ${formatBytes(amount!.bytes)}: ${amount!.because}`),
      `pod ${formatBytes(plan.ephemeral.pod.limit)}: ${plan.ephemeral.because}`,
    ].join('\n'),
    ...sized.length === 0 ? {} : { [RAISE]: sized.map(({ name, raise }) => `${name}: ${raise}`).join('\n') },
    ...purposed.length === 0 ? {} : { [PURPOSES]: purposed.map(({ name, decision }) => `${name} ${decision!.purpose}`).join('\n') },
    ...Object.fromEntries(plan.exceptions.map(({ rule, reason, reviewBy }) => [`${EXCEPT}${rule}`, reviewBy ? `${reason} (review by ${reviewBy})` : reason])),
  };
}
