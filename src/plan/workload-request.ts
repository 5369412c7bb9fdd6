import type { Size } from 'cdk8s';
import type { MountedFiles } from './config-sources';
import type { HealthChecks } from './health-checks';
import type { MountRequest } from './mount-request';
import type { PathRequest } from './path-request';
import type { ConfigurationPlan, JobPlan, ProbesPlan, StatefulSetPlan, VariablePlan, WorkloadPlan } from './plan';
import type { Settings } from './settings';
import type { WorkloadProps } from './workload-props';
import type { Amount } from '../sizing/amount';
import type { WebLoad } from '../sizing/load';
import type { StoragePurpose } from '../storage/storage-purpose';

/** What a construct knows about its workload when it asks for a plan. */
export interface WorkloadRequest {
  readonly kind: WorkloadPlan['kind'];
  readonly component: string;
  readonly name: string;
  /** Name of the main container. */
  readonly containerName: string;
  readonly props: WorkloadProps;
  readonly memory: Size;
  readonly settings: Settings;
  readonly port?: number;
  readonly health?: HealthChecks;
  readonly replicas?: number;
  readonly autoscaled?: boolean;
  /** The old pod must be gone before the new one starts. */
  readonly recreate?: boolean;
  readonly load?: WebLoad;
  /** Paths that the application's formula sizes. */
  readonly sizedPaths?: readonly PathRequest[];
  readonly mounted: readonly MountRequest[];
  readonly job?: JobPlan;
  readonly statefulSet?: StatefulSetPlan;
  /** Claims of the workload's own. */
  readonly claims?: readonly ClaimRequest[];
  readonly configuration?: ConfigurationPlan;
  /** Files of the workload's own, e.g. its credentials. */
  readonly files?: readonly MountedFiles[];
  /** Why the application needs no /tmp: then none is mounted, and the reason is recorded as an exception. */
  readonly withoutTmp?: string;
  /** What an application's image needs; the user's props win. */
  readonly image?: ImageDefaults;
}

/** One claim for each pod. */
export interface ClaimRequest {
  /** Name of the claim template: part of the claims' names, so it never changes. */
  readonly name: string;
  readonly path: string;
  readonly amount: Amount;
  readonly purpose: StoragePurpose;
  readonly accessMode: string;
  readonly storageClassName?: string;
  readonly raise: string;
}

/** What the main container of an application gets unless the user says otherwise. */
export interface ImageDefaults {
  readonly user: number;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly VariablePlan[];
  readonly probes?: ProbesPlan;
  readonly extraPorts?: Readonly<Record<string, number>>;
  readonly terminationGrace?: number;
}
