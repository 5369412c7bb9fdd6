import type { Shape } from './shape';
import { ImageFamily } from '../images/image-family';
import { SizingBasis } from '../sizing/sizing-basis';
import { StorageBacking } from '../storage/storage-backing';
import { StoragePurpose } from '../storage/storage-purpose';

/*
 * The public structs, as the checker of shapes reads them. A struct that gains a prop gains a line here; a test compares
 * both. What has a better refusal of its own is not listed as needed.
 */

const text: Shape = 'text';
const texts: Shape = { list: 'text' };
const textMap: Shape = { map: 'text' };

export const VOLUME = {
  purpose: { oneOf: Object.values(StoragePurpose) },
  size: 'size',
  backing: { oneOf: Object.values(StorageBacking) },
  backingReason: text,
} as const satisfies Record<string, Shape>;

const writablePath: Shape = { fields: { path: text, ...VOLUME }, needed: ['path', 'purpose'] };

const sidecar: Shape = {
  fields: {
    name: text, image: text, memory: 'size', cpu: 'number', command: texts, args: texts, env: textMap, port: 'number',
    writablePaths: { list: writablePath }, sharedPaths: texts, tmp: 'boolean',
  },
  needed: ['name', 'image', 'memory'],
};

const metadata: Shape = { fields: { name: text, namespace: text, labels: textMap, annotations: textMap, finalizers: texts, ownerReferences: { list: 'metadata' } } };

/** WorkloadProps. */
export const WORKLOAD: Record<string, Shape> = {
  image: text,
  imageFamily: { oneOf: Object.values(ImageFamily) },
  user: 'number',
  metadata,
  podMetadata: metadata,
  cpu: 'number',
  cpuLimit: 'number',
  env: textMap,
  configEnv: { map: { fields: { configMap: 'config-map', key: text }, needed: ['configMap', 'key'] } },
  secretEnv: { map: { fields: { secret: 'secret', key: text }, needed: ['secret', 'key'] } },
  files: { list: { fields: { path: text, configMap: 'config-map', secret: 'secret' }, needed: ['path'] } },
  writablePaths: { list: writablePath },
  tmp: 'boolean',
  sidecars: { list: sidecar },
  command: texts,
  args: texts,
  scheduling: {
    fields: {
      nodeSelector: textMap, priorityClassName: text, tolerations: { list: { fields: { key: text, value: text, effect: text } } },
    },
  },
  serviceAccountName: text,
  imagePullSecrets: { list: 'secret' },
  terminationGracePeriod: 'duration',
};

/** StoreProps, beside those of every workload. */
export const STORE: Record<string, Shape> = {
  ...WORKLOAD, claimSize: 'size', storageClassName: text, singlePodClaims: 'boolean', sizingBasis: { oneOf: Object.values(SizingBasis) }, settings: textMap,
};

/** WebLoad, BatchLoad and HealthChecks. */
export const LOAD: Shape = { fields: { maxConcurrentRequests: 'number', workingMemory: 'size', cacheShare: 'number' }, needed: ['maxConcurrentRequests'] };
export const BATCH: Shape = {
  fields: { largestInput: 'size', largestIntermediate: 'size', output: 'size', intermediateFactor: 'number' },
  needed: ['largestInput', 'largestIntermediate', 'output'],
};
export const HEALTH: Shape = { fields: { readyPath: text, livePath: text, readyCommand: texts, liveCommand: texts, startTimeout: 'duration' } };

/** KafkaBrokerProps. */
export const KAFKA: Record<string, Shape> = {
  ...STORE, memory: 'size', dailyThroughput: 'size', retention: 'duration', brokers: 'number', replicationFactor: 'number', clusterId: 'text',
  partitionsPerBroker: 'number', keepGcLog: 'boolean',
};

/** NginxProxyProps. */
export const NGINX: Record<string, Shape> = {
  ...WORKLOAD, upstream: 'text', config: 'config-map', port: 'number', replicas: 'number', memory: 'size',
  cache: { fields: { size: 'size', averageResponse: 'size' } }, maxUpload: 'size', concurrentUploads: 'number', tls: 'secret',
  logsInMemory: 'size', sizingBasis: { oneOf: Object.values(SizingBasis) },
};
