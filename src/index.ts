export { ImageFamily } from './images/image-family';
export { StorageBacking } from './storage/storage-backing';
export { StoragePurpose } from './storage/storage-purpose';
export { StorageDecision, StorageMatrix, StorageSummaryRow } from './storage/storage-matrix';
export { SizingBasis } from './sizing/sizing-basis';
export { BatchLoad, WebLoad } from './sizing/load';
export { ImagePolicy, NodeSwap, RuleException } from './plan/settings';
export {
  ConfigMapKey, HealthChecks, MountedFiles, Scheduling, SecretKey, Sidecar, Toleration, WorkloadProps, WritablePath,
} from './plan/workload-props';
export { Severity } from './rules/rule';
export { Finding } from './rules/finding';
export { AppService, AppServiceProps, AppServiceType, ExposeViaIngressOptions, ExposeViaServiceOptions } from './constructs/app-service';
export { Connections } from './constructs/connections';
export { DurableVolume, DurableVolumeProps } from './constructs/durable-volume';
export { EphemeralVolume, EphemeralVolumeProps } from './constructs/ephemeral-volume';
export { MountableVolume } from './constructs/mountable-volume';
export { Platform, PlatformProps } from './constructs/platform';
export { ReadOnlyApp, ReadOnlyAppProps } from './constructs/read-only-app';
export { ReadOnlyJob, ReadOnlyJobProps } from './constructs/read-only-job';
export { ContainerPortsView, ContainerPortView, VolumeMountOptions } from './constructs/workload';
export { ReportFormat, StorageReport } from './passes/storage-report';
