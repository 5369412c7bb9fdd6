import type { RuleException, Settings } from './settings';
import type { Amount } from '../sizing/amount';
import type { EphemeralBudget } from '../sizing/ephemeral-budget';
import type { StorageBacking } from '../storage/storage-backing';
import type { StorageDecision } from '../storage/storage-matrix';

/*
 * The record that everything passes through: decided, counted, frozen. Sizes are bytes, times seconds.
 */

export interface WorkloadPlan {
  readonly kind: 'Deployment' | 'StatefulSet' | 'Job' | 'CronJob';
  readonly name: string;
  readonly component: string;
  /** Absent under an autoscaler. */
  readonly replicas?: number;
  readonly recreate: boolean;
  readonly user: number;
  /** The main container first. */
  readonly containers: readonly ContainerPlan[];
  readonly volumes: readonly VolumePlan[];
  readonly ephemeral: EphemeralBudget;
  readonly memoryVolumes: number;
  readonly scheduling: SchedulingPlan;
  readonly serviceAccountName?: string;
  readonly imagePullSecrets: readonly string[];
  readonly terminationGrace: number;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly job?: JobPlan;
  readonly statefulSet?: StatefulSetPlan;
  /** Configuration files that follow from the plan; mounted read-only from a ConfigMap of the workload's own. */
  readonly configuration?: ConfigurationPlan;
  readonly settings: Settings;
  readonly exceptions: readonly RuleException[];
}

export interface ContainerPlan {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: readonly VariablePlan[];
  readonly port?: number;
  /** Further ports, by name. */
  readonly extraPorts?: Readonly<Record<string, number>>;
  readonly cpu: number;
  readonly cpuLimit?: number;
  readonly memory: number;
  readonly mounts: readonly MountPlan[];
  readonly probes: ProbesPlan;
}

export interface VariablePlan {
  readonly name: string;
  readonly value?: string;
  readonly from?: { readonly kind: 'secret' | 'configMap'; readonly name: string; readonly key: string } | { readonly kind: 'field'; readonly path: string };
}

export interface ProbesPlan {
  readonly startup?: ProbePlan;
  readonly readiness?: ProbePlan;
  readonly liveness?: ProbePlan;
}

export interface ProbePlan {
  readonly handler: { readonly path: string; readonly port: number } | { readonly port: number } | { readonly command: readonly string[] };
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
}

export interface MountPlan {
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
}

export interface VolumePlan {
  readonly name: string;
  readonly backing: StorageBacking;
  /** Absent for ConfigMaps and Secrets, whose size is theirs. */
  readonly amount?: Amount;
  readonly decision?: StorageDecision;
  /** Name of the claim, ConfigMap or Secret. */
  readonly source?: string;
  readonly storageClassName?: string;
  /** For a claim that each pod of a StatefulSet gets one of: its access mode. */
  readonly template?: { readonly accessMode: string };
  /** True for a claim that one pod at a time may write. */
  readonly singleWriter?: boolean;
  /** The property to change when it is full, or what to do instead. */
  readonly raise: string;
}

export interface SchedulingPlan {
  readonly spread: boolean;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly object[];
  readonly priorityClassName?: string;
}

export interface JobPlan {
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly retries: number;
  readonly deadline?: number;
  readonly keepFinished: number;
}

export interface StatefulSetPlan {
  /** Headless Service that names the pods. */
  readonly serviceName: string;
  /** Starts all pods at once: for a quorum that cannot form one by one. */
  readonly parallel: boolean;
}

export interface ConfigurationPlan {
  readonly name: string;
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A frozen copy, all the way down: the arrays and maps that the user still holds stay his. */
export function frozen<T>(value: T): T {
  if (Array.isArray(value)) {
    return Object.freeze(value.map(frozen)) as T;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, frozen(each)]))) as T;
  }
  return value;
}
