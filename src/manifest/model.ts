/** The fields of Kubernetes objects that are written or read here. Everything else passes through untouched. */

export interface Manifest {
  apiVersion?: string;
  kind?: string;
  metadata?: Metadata;
  spec?: any;
  [field: string]: any;
}

export interface Metadata {
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: any;
}

export interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  ephemeralContainers?: Container[];
  volumes?: Volume[];
  securityContext?: PodSecurityContext;
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  [field: string]: any;
}

export interface PodSecurityContext {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  fsGroup?: number;
  fsGroupChangePolicy?: string;
  seccompProfile?: { type?: string };
  [field: string]: any;
}

export interface Container {
  name?: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: any[];
  ports?: { containerPort?: number; name?: string; protocol?: string }[];
  resources?: { requests?: Record<string, string | number>; limits?: Record<string, string | number> };
  volumeMounts?: VolumeMount[];
  securityContext?: ContainerSecurityContext;
  restartPolicy?: string;
  [field: string]: any;
}

export interface ContainerSecurityContext {
  readOnlyRootFilesystem?: boolean;
  allowPrivilegeEscalation?: boolean;
  privileged?: boolean;
  runAsNonRoot?: boolean;
  runAsUser?: number;
  capabilities?: { add?: string[]; drop?: string[] };
  seccompProfile?: { type?: string };
  [field: string]: any;
}

export interface VolumeMount {
  name?: string;
  mountPath?: string;
  readOnly?: boolean;
  recursiveReadOnly?: string;
  mountPropagation?: string;
  subPath?: string;
  subPathExpr?: string;
  [field: string]: any;
}

export interface Volume {
  name?: string;
  emptyDir?: { medium?: string; sizeLimit?: string | number };
  configMap?: { name?: string; [field: string]: any };
  secret?: { secretName?: string; [field: string]: any };
  persistentVolumeClaim?: { claimName?: string; readOnly?: boolean };
  ephemeral?: { volumeClaimTemplate?: any };
  [field: string]: any;
}
