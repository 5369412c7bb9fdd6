// One sound manifest of each kind, hardened, for the judges' own tests: every fault is one change to one of these.
import { Wire } from './wire';

const metadata = (name: string) => ({ name, namespace: 'shop', labels: { 'app.kubernetes.io/name': name } });

const container = {
  name: 'app',
  image: 'registry.example/app:1.0.0',
  ports: [{ name: 'http', containerPort: 8000, protocol: 'TCP' }],
  env: [
    { name: 'MODE', value: 'production' },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'web-token', key: 'token' } } },
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  resources: {
    requests: { 'cpu': '250m', 'memory': '256Mi', 'ephemeral-storage': '1Gi' },
    limits: { 'cpu': 1, 'memory': '512Mi', 'ephemeral-storage': '2Gi' },
  },
  livenessProbe: { httpGet: { path: '/health', port: 8000 }, initialDelaySeconds: 10, periodSeconds: 10 },
  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
  startupProbe: { tcpSocket: { port: 8000 }, failureThreshold: 30 },
  lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
  securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  volumeMounts: [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'settings', mountPath: '/etc/app', readOnly: true },
  ],
};

const initContainer = {
  name: 'prepare',
  image: 'registry.example/prepare:1.0.0',
  securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
};

const pod = {
  automountServiceAccountToken: false,
  serviceAccountName: 'web',
  terminationGracePeriodSeconds: 30,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    fsGroup: 65532,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  },
  initContainers: [initContainer],
  containers: [container],
  volumes: [
    { name: 'tmp', emptyDir: { sizeLimit: '500Mi' } },
    { name: 'settings', configMap: { name: 'settings', defaultMode: 0o440, items: [{ key: 'app.yaml', path: 'app.yaml' }] } },
    { name: 'identity', projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] } },
    { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } } } } },
  ],
};

function template(name: string, extra: object = {}): object {
  return {
    metadata: { labels: { app: name }, annotations: { 'checksum/settings': 'a1b2' } },
    spec: {
      ...pod,
      topologySpreadConstraints: [{
        maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: name } },
      }],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: [name] }] } } },
          ],
        },
      },
      ...extra,
    },
  };
}

const manifests: Wire[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web'),
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: template('web'),
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata('store'),
    spec: {
      serviceName: 'store',
      replicas: 1,
      selector: { matchLabels: { app: 'store' } },
      template: template('store', { containers: [{ ...container, volumeMounts: [...container.volumeMounts, { name: 'data', mountPath: '/data' }] }] }),
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOncePod'], resources: { requests: { storage: '50Gi' } } } }],
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata('import'),
    spec: { backoffLimit: 3, ttlSecondsAfterFinished: 3600, template: template('import', { restartPolicy: 'OnFailure' }) },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata('report'),
    spec: {
      schedule: '15 3 * * mon-fri',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { backoffLimit: 3, template: template('report', { restartPolicy: 'Never' }) } },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('web'),
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }] },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata('web'),
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata('web'),
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'proxy' } } }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 8000, endPort: 8001 }] }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata('files'),
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'standard', resources: { requests: { storage: '1Gi' } } },
  },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('settings'), data: { 'app.yaml': 'debug: false\n' }, immutable: true },
  { apiVersion: 'v1', kind: 'Secret', metadata: metadata('web-token'), type: 'Opaque', data: { token: 'c2VjcmV0' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('web'), automountServiceAccountToken: false },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata('web'),
    spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }] } }] },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata('web'),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    },
  },
];

/** Fresh copies, so that a test may break them. */
export function goodManifests(): Wire[] {
  return structuredClone(manifests);
}

/** The good manifest of a kind with one change made to it. */
export function broken(kind: string, change: (manifest: Wire) => void): Wire {
  const manifest = goodManifests().find((one) => one.kind === kind);
  change(manifest);
  return manifest;
}
