import type { VolumePlan, WorkloadPlan } from '../plan/plan';
import type { Judgement } from '../rules/evaluate';
import { formatBytes } from '../sizing/quantity';

/** What the report says of one directory. */
export interface ReportRow {
  readonly path: string;
  readonly containers: readonly string[];
  readonly volume: string;
  /** Where it stands among the pod's volumes; claims of a template do not. */
  readonly index?: number;
  readonly purpose?: string;
  readonly backing: string;
  readonly bytes?: number;
  readonly size: string;
  readonly because: string;
  readonly source: string;
  /** The guide's own figure, where it differs. */
  readonly guideSize?: string;
  readonly lifecycle: string;
  readonly paidBy: string;
  readonly raise: string;
  /** The user's reason for a backing that the matrix does not allow. */
  readonly exception?: string;
}

/** What the report says of one workload. Plain data: the formats print it. */
export interface WorkloadReport {
  readonly where: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** JSON pointer of the pod's spec, for the emergency command. */
  readonly podPointer: string;
  readonly mainEphemeralLimit: number;
  readonly rows: readonly ReportRow[];
  readonly ephemeralStorage: {
    readonly request: string; readonly limit: string; readonly written: string; readonly headRoom: string; readonly headRoomShare: number;
    readonly because: string; readonly source: string;
  };
  readonly memory: readonly { readonly container: string; readonly limit: string; readonly volumes: string }[];
  readonly notes: readonly string[];
  readonly findings: Judgement['findings'];
  readonly waived: Judgement['waived'];
  /** Every exception that holds here, and how many findings it waives now. */
  readonly exceptions: readonly { readonly rule: string; readonly reason: string; readonly waives: number }[];
}

export function reportOf(where: string, plan: WorkloadPlan, namespace: string | undefined, judgement: Judgement, notes: readonly string[]): WorkloadReport {
  const { pod, need, because, source } = plan.ephemeral;
  const podVolumes = plan.volumes.filter(({ template }) => template === undefined);
  return {
    where,
    kind: plan.kind,
    name: plan.name,
    namespace,
    podPointer: plan.kind === 'CronJob' ? '/spec/jobTemplate/spec/template/spec' : '/spec/template/spec',
    mainEphemeralLimit: plan.ephemeral.main.limit,
    rows: plan.volumes.map((volume) => rowOf(volume, plan, podVolumes.indexOf(volume))),
    ephemeralStorage: {
      request: formatBytes(pod.request),
      limit: formatBytes(pod.limit),
      written: formatBytes(need),
      headRoom: formatBytes(pod.limit - need),
      headRoomShare: Math.round((100 * (pod.limit - need)) / pod.limit) / 100,
      because,
      source,
    },
    memory: plan.containers.map(({ name, memory }) => ({
      container: name, limit: formatBytes(memory), volumes: formatBytes(memoryWrittenBy(name, plan)),
    })),
    notes,
    findings: judgement.findings,
    waived: judgement.waived,
    exceptions: plan.exceptions.map(({ rule, reason, reviewBy }) => ({
      rule, reason: reviewBy === undefined ? reason : `${reason} (review by ${reviewBy})`, waives: judgement.waived.filter(({ finding }) => finding.rule === rule).length,
    })),
  };
}

function rowOf(volume: VolumePlan, plan: WorkloadPlan, index: number): ReportRow {
  const { name, amount, decision, backing } = volume;
  const mounts = plan.containers.flatMap((container) => container.mounts
    .filter((mount) => mount.volume === name)
    .map(({ path, readOnly }) => ({ path, readOnly, container: container.name })));
  return {
    path: [...new Set(mounts.map(({ path }) => path))].join(', '),
    containers: mounts.map(({ container }) => container),
    volume: name,
    index: index === -1 ? undefined : index,
    purpose: decision?.purpose,
    backing,
    bytes: amount?.bytes,
    size: amount === undefined ? '' : formatBytes(amount.bytes),
    because: amount?.because ?? `mounted read-only from ${backing} "${volume.source}"`,
    source: amount?.source ?? 'user',
    guideSize: amount?.guideBytes === undefined || amount.guideBytes === amount.bytes ? undefined : formatBytes(amount.guideBytes),
    lifecycle: decision?.lifecycle ?? (backing === 'secret' ? 'as long as the Secret; updates arrive by themselves' : 'as long as the ConfigMap; updates arrive by themselves'),
    paidBy: payerOf(volume, mounts.find(({ readOnly }) => !readOnly)?.container),
    raise: volume.raise,
    exception: decision?.exception,
  };
}

function payerOf({ backing, source }: VolumePlan, writer: string | undefined): string {
  switch (backing) {
    case 'disk': return 'ephemeral-storage of the pod';
    case 'memory': return `memory of ${writer ?? 'whoever writes it'}`;
    case 'claim': return source === undefined ? 'a claim for each pod' : `claim ${source}`;
    case 'ephemeral-claim': return 'a claim of the pod\'s own';
    case 'config-map': return 'ephemeral-storage of the pod (2Mi at most)';
    default: return 'memory of the node (Secrets)';
  }
}

function memoryWrittenBy(container: string, plan: WorkloadPlan): number {
  const written = plan.containers.find(({ name }) => name === container)!.mounts.filter(({ readOnly }) => !readOnly).map(({ volume }) => volume);
  return plan.volumes.filter(({ name, backing }) => backing === 'memory' && written.includes(name)).reduce((total, { amount }) => total + amount!.bytes, 0);
}
