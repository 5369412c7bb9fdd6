import { emergencyCommand } from './emergency-patch';
import { oneLine } from './one-line';
import type { WorkloadReport } from './workload-report';
import { sentence } from '../rules/finding';

/** The report for people: first what to do when a pod was evicted, then every size with its reason. */
export function toMarkdown(workloads: readonly WorkloadReport[]): string {
  // Who has least head-room is evicted next, so he stands first.
  const sorted = [...workloads].sort((a, b) => a.ephemeralStorage.headRoomShare - b.ephemeralStorage.headRoomShare);
  return [
    '# Storage report',
    evictionGuide(sorted),
    ...sorted.map(workloadSection),
  ].join('\n\n') + '\n';
}

function evictionGuide(workloads: readonly WorkloadReport[]): string {
  const rows = workloads.flatMap((workload) => workload.rows
    .filter(({ backing }) => backing === 'disk')
    .map((row) => {
      const command = emergencyCommand(workload, row);
      return [
        code(`Usage of EmptyDir volume "${row.volume}" exceeds the limit "${row.size}".`), plain(workload.where), code(row.raise),
        command === undefined ? 'none: the template of a Job cannot change' : code(command),
      ];
    }));
  return [
    '## A pod was evicted',
    'Look for the message of the event, or of the pod\'s status, in the first column. The command helps at once; then change the property, '
    + 'or the next deployment takes the help back.',
    table(['message', 'workload', 'raise', 'at once'], rows),
    table(['message', 'means', 'do'], [
      [code('Pod ephemeral local storage usage exceeds the total limit of containers'), 'more than all declared volumes: an injected sidecar, or logs that outran rotation',
        `look for containers that are not in the tables below; raise ${code('containerLogs')} of the Platform`],
      [code('Container ... exceeded its local ephemeral storage limit'), 'its stdout: with a read-only root nothing else is charged to a container', `log less, or raise ${code('containerLogs')}`],
      [code('The node was low on resource: ephemeral-storage'), 'the node\'s disk is full, perhaps not by this pod', 'look at the node; a higher request protects'],
      ['exit code 137, no event', 'memory: volumes in memory count', `raise ${code('memory')}, or shrink a volume in memory`],
      [code('No space left on device'), 'a volume in memory, or a claim, is full', 'raise its size'],
      [code('Read-only file system'), 'a path is missing', `add it to ${code('writablePaths')}`],
    ]),
  ].join('\n\n');
}

function workloadSection(workload: WorkloadReport): string {
  const { ephemeralStorage: disk } = workload;
  const rows = [...workload.rows].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  return [
    `## ${plain(workload.where)} (${workload.kind} ${code(workload.name)})`,
    table(
      ['path', 'for', 'on', 'size', 'because', 'source', 'lives', 'paid by', 'raise'],
      rows.map((row) => [
        workload.memory.length === 1 ? code(row.path) : `${code(row.path)} (${plain(row.containers.join(', '))})`, row.purpose ?? 'files', row.backing, row.size,
        plain(row.because + (row.guideSize === undefined ? '' : ` (guide: ${row.guideSize})`)), plain(row.source), row.lifecycle, plain(row.paidBy), plain(row.raise),
      ]),
    ),
    table(['budget', 'request', 'limit', 'of it', 'head-room', 'because'], [
      ['ephemeral-storage', disk.request, disk.limit, `written at most ${disk.written}`, `${disk.headRoom} (${Math.round(disk.headRoomShare * 100)}%)`, plain(`${disk.because}. Source: ${disk.source}`)],
      ...workload.memory.map(({ container, limit, volumes }) => [
        `memory of ${plain(container)}`, limit, limit, volumes === '0' ? 'no volume' : `volumes ${volumes}`, '', 'volumes in memory are part of the limit',
      ]),
    ]),
    ...list('Exceptions', [
      ...workload.rows.filter(({ exception }) => exception !== undefined).map((row) => `${code(row.path)} on ${row.backing}: ${plain(row.exception!)}`),
      ...workload.exceptions.map(({ rule, reason, waives }) => `${code(rule)} is waived${waives === 0 ? ', though nothing breaks it now' : ''}: ${plain(reason)}`),
    ]),
    ...list('Notes', workload.notes.map(plain)),
    ...list('Findings', workload.findings.map((finding) => `**${finding.severity}** ${plain(sentence(finding))}`)),
  ].join('\n\n');
}

function list(title: string, items: string[]): string[] {
  return items.length === 0 ? [] : [`**${title}**`, items.map((item) => `* ${item}`).join('\n')];
}

/** Cells are markup already: `plain` or `code` has seen whatever a user wrote. */
function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${oneLine(text).replace(/`/g, '\'').replace(/\|/g, '\\|')}\``;
}

/** What a user wrote must not become markup. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_<>[\]|#]/g, '\\$&');
}
