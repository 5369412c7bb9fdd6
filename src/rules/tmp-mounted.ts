import { budgetOf, limitOf, requestOf, runningContainers } from './budget';
import { CONTROLS } from './controls';
import { Rule, RuleContext, Severity } from './rule';
import type { VolumeMount } from '../manifest/model';
import { ContainerView, normalPath, PodView, readClaimTemplates, readMounts } from '../manifest/read';
import { MIB, sum } from '../sizing/amount';
import { formatBytes } from '../sizing/quantity';

/*
 * Fields: containers[].volumeMounts[].mountPath
 * Allowed: a writable mount at /tmp, or above it, where the root is read-only
 */
const TMP_SIZE = 100 * MIB;
const RESOURCE = 'ephemeral-storage';

export const tmpMounted: Rule = {
  id: 'tmp-mounted',
  title: '/tmp is writable under a read-only root',
  severity: Severity.WARNING,
  rationale: 'Most runtimes and many libraries expect /tmp. Without it Python starts with "No usable temporary directory", '
    + 'Java with "Unable to create tempDir", shells fail at here-documents.',
  controls: [CONTROLS.configurationSettings],
  sources: ['guide, part 3, custom applications'],
  check: (pod) => pod.containers
    .filter((view) => hasReadOnlyRoot(view) && !mountsAtTmp(view).some(({ readOnly }) => readOnly !== true))
    .map(({ name, pointer }) => ({
      pointer: `${pointer}/volumeMounts`,
      container: name,
      so: `container "${name}" has a read-only root and nothing writable at /tmp`,
      why: 'and most runtimes create files there',
      mend: `mount an emptyDir of ${formatBytes(TMP_SIZE)} at /tmp, or waive the rule for a program that writes nothing`,
    })),
  fixClass: 'KNOWN',
  // A volume at /tmp hides what the image keeps there, hence KNOWN; one per container, so that none reads another's files.
  fix: (pod, context) => {
    const changes: string[] = [];
    let added = 0;
    for (const view of pod.containers) {
      if (hasReadOnlyRoot(view) && mountsAtTmp(view).length === 0 && hasRoomFor(added + TMP_SIZE, pod, context)) {
        added += TMP_SIZE;
        const volumes = pod.spec.volumes ??= [];
        const taken = [...volumes, ...readClaimTemplates(pod).map(({ metadata }) => metadata ?? {})].map(({ name }) => name);
        const name = freeName(view.role === 'main' && pod.containers.filter(({ role }) => role === 'main').length === 1
          ? 'tmp' : `${dnsLabel(view.name)}-tmp`, taken);
        volumes.push({ name, emptyDir: { sizeLimit: formatBytes(TMP_SIZE) } });
        view.container.volumeMounts = [...(view.container.volumeMounts ?? []), { name, mountPath: '/tmp' }];
        changes.push(`container "${view.name}": emptyDir "${name}" of ${formatBytes(TMP_SIZE)} at /tmp`);
      }
    }
    return changes;
  },
};

/**
 * True where the pod may write so much more. A limit that was stated stays: beyond it the pod would be evicted, which is
 * worse than no /tmp. One that was not stated is as large as its own rule makes it.
 */
function hasRoomFor(more: number, pod: PodView, context: RuleContext): boolean {
  const budget = budgetOf(pod, context, more);
  const main = pod.containers.find(({ role }) => role === 'main');
  const limits = runningContainers(pod).map((view) =>
    limitOf(view, RESOURCE) ?? Math.max((view === main ? budget.main : budget.other).limit, requestOf(view, RESOURCE) ?? 0));
  return budget.need <= sum(limits);
}

function hasReadOnlyRoot({ container, role }: ContainerView): boolean {
  return role !== 'ephemeral' && container.securityContext?.readOnlyRootFilesystem === true;
}

function mountsAtTmp(view: ContainerView): VolumeMount[] {
  return readMounts(view).map(({ mount }) => mount)
    .filter(({ mountPath }) => mountPath !== undefined && ['/tmp', '/'].includes(normalPath(String(mountPath))));
}

/** The name of a container, or its place in the list where it has none: containers[1] -> containers-1. */
function dnsLabel(name: string): string {
  return name.slice(0, 55).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function freeName(wanted: string, taken: (string | undefined)[]): string {
  let name = wanted;
  for (let count = 2; taken.includes(name); count += 1) {
    name = `${wanted}-${count}`;
  }
  return name;
}
