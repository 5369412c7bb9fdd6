import { broken } from './good-manifests';
import { Judge } from './judge';
import { Wire } from './wire';

/** What is wrong, in the good manifest of which kind, the change that makes it wrong, and the finding. */
export type Fault = [name: string, kind: string, change: (manifest: Wire) => void, finding: RegExp];

/** One test for each fault: the judge accepts the manifest before the change and finds the fault after it. */
export function catches(judge: Judge, faults: Fault[]): void {
  test.each(faults)('%s (%s)', (_, kind, change, finding) => {
    expect(judge(broken(kind, () => {}))).toEqual([]);
    expect(judge(broken(kind, change))).toContainEqual(expect.stringMatching(finding));
  });
}

export const pod = (manifest: Wire): Wire => (manifest.kind === 'CronJob' ? manifest.spec.jobTemplate : manifest).spec.template.spec;
export const app = (manifest: Wire): Wire => pod(manifest).containers[0];
export const init = (manifest: Wire): Wire => pod(manifest).initContainers[0];
