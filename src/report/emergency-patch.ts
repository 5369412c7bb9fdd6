import type { ReportRow, WorkloadReport } from './workload-report';
import { formatBytes } from '../sizing/quantity';

const KUBECTL_KIND: Record<string, string> = { Deployment: 'deployment', StatefulSet: 'statefulset', CronJob: 'cronjob' };

/**
 * The command that doubles a volume at once, and the main container's limit by as much: else the next eviction
 * would only have another message. Undefined where nothing can be patched.
 */
export function emergencyCommand(workload: WorkloadReport, row: ReportRow): string | undefined {
  const kind = KUBECTL_KIND[workload.kind];
  if (kind === undefined || row.index === undefined) {
    return undefined;
  }
  const { podPointer, mainEphemeralLimit, namespace, name } = workload;
  const patch = [
    { op: 'replace', path: `${podPointer}/volumes/${row.index}/emptyDir/sizeLimit`, value: formatBytes(2 * row.bytes!) },
    { op: 'replace', path: `${podPointer}/containers/0/resources/limits/ephemeral-storage`, value: formatBytes(mainEphemeralLimit + 2 * row.bytes!) },
  ];
  return `kubectl${namespace === undefined ? '' : ` -n ${namespace}`} patch ${kind} ${name} --type json -p '${JSON.stringify(patch)}'`;
}
