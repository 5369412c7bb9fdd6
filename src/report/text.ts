import { oneLine } from './one-line';
import type { ReportRow, WorkloadReport } from './workload-report';
import { sentence } from '../rules/finding';

/** The storage plan of each workload as a table for a terminal. */
export function toText(workloads: readonly WorkloadReport[]): string {
  return workloads.map(workloadText).join('\n\n');
}

function workloadText(workload: WorkloadReport): string {
  const { ephemeralStorage: disk, memory } = workload;
  const table = layOut([
    ['path', 'size', 'on', 'paid by', 'because'],
    ...workload.rows.map((row) => [pathOf(row, workload), row.size, row.backing, row.paidBy, row.because + (row.guideSize === undefined ? '' : ` (guide: ${row.guideSize})`)]),
  ]);
  return [
    `${workload.where}  ${workload.kind} ${workload.name}`,
    ...table.map((line) => `  ${line}`),
    `  ephemeral-storage: request ${disk.request}, limit ${disk.limit} (${disk.because})`,
    `  written at most ${disk.written}, head-room ${disk.headRoom} (${Math.round(disk.headRoomShare * 100)}%)`,
    `  memory: ${memory.map(({ container, limit, volumes }) => `${container} ${limit}${volumes === '0' ? '' : `, of it memory volumes ${volumes}`}`).join('; ')}`,
    ...workload.rows.filter(({ exception }) => exception !== undefined).map(({ path, exception }) => `  exception: ${path}: ${exception}`),
    ...workload.notes.map((note) => `  note: ${note}`),
    ...workload.findings.map((finding) => `  ${finding.severity}: ${sentence(finding)}`),
    ...workload.exceptions.map(({ rule, reason, waives }) => `  waived: ${rule}${waives === 0 ? ', though nothing breaks it now' : ''}: ${reason}`),
  ].map(oneLine).join('\n');
}

/** The path, and whose it is where the pod has several containers. */
function pathOf({ path, containers }: ReportRow, { memory }: WorkloadReport): string {
  return memory.length === 1 ? path : `${path} (${containers.join(', ')})`;
}

/** Columns padded to their widest cell; the last one as it is. */
export function layOut(rows: readonly string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]))).join('  ').trimEnd());
}
