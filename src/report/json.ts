import type { WorkloadReport } from './workload-report';

/** The report for programs. `version` changes when a field changes its meaning or goes. */
export function toJson(workloads: readonly WorkloadReport[]): string {
  return `${JSON.stringify({ version: 1, workloads }, undefined, 2)}\n`;
}
