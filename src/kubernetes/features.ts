/** A Kubernetes feature that changes what may be emitted. Minors: 33 is 1.33. */
export interface Feature {
  readonly title: string;
  readonly alpha?: number;
  readonly beta?: number;
  /** The first minor that has it without a gate being switched. Emitted from here on. */
  readonly onByDefault?: number;
  readonly stable?: number;
  readonly fields: readonly string[];
  readonly source: string;
}

/** The gates that concern what is emitted; stages from the feature list of Kubernetes, not from KEP pages. */
export const FEATURES = {
  recursiveReadOnly: {
    title: 'recursive read-only mounts', alpha: 30, beta: 31, onByDefault: 31, stable: 33,
    fields: ['containers[].volumeMounts[].recursiveReadOnly'], source: 'KEP-3857',
  },
  nativeSidecars: {
    title: 'native sidecars', alpha: 28, beta: 29, onByDefault: 29, stable: 33,
    fields: ['initContainers[].restartPolicy'], source: 'KEP-753',
  },
  imageVolumes: {
    title: 'image volumes', alpha: 31, beta: 33, onByDefault: 35, stable: 36,
    fields: ['volumes[].image'], source: 'KEP-4639',
  },
  supplementalGroupsPolicy: {
    title: 'supplemental groups policy', alpha: 31, beta: 33, onByDefault: 33, stable: 35,
    fields: ['securityContext.supplementalGroupsPolicy'], source: 'KEP-3619',
  },
  userNamespaces: {
    title: 'user namespaces', alpha: 25, beta: 30, onByDefault: 33, stable: 36,
    fields: ['spec.hostUsers'], source: 'KEP-127',
  },
  podIndexLabel: {
    title: 'pod index label', beta: 28, onByDefault: 28, stable: 32,
    fields: ['metadata.labels[apps.kubernetes.io/pod-index]'], source: 'KEP-4017',
  },
  claimRetentionPolicy: {
    title: 'StatefulSet claim retention policy', alpha: 23, beta: 27, onByDefault: 27, stable: 32,
    fields: ['StatefulSet.spec.persistentVolumeClaimRetentionPolicy'], source: 'KEP-1847',
  },
  readWriteOncePod: {
    title: 'ReadWriteOncePod', alpha: 22, beta: 27, onByDefault: 27, stable: 29,
    fields: ['PersistentVolumeClaim.spec.accessModes'], source: 'KEP-2485',
  },
  unhealthyPodEvictionPolicy: {
    title: 'eviction of unhealthy pods', alpha: 26, beta: 27, onByDefault: 27, stable: 31,
    fields: ['PodDisruptionBudget.spec.unhealthyPodEvictionPolicy'], source: 'KEP-3017',
  },
  validatingAdmissionPolicy: {
    title: 'ValidatingAdmissionPolicy', alpha: 26, beta: 28, onByDefault: 30, stable: 30,
    fields: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'], source: 'KEP-3488',
  },
  genericEphemeralVolumes: {
    title: 'generic ephemeral volumes', alpha: 19, beta: 21, onByDefault: 21, stable: 23,
    fields: ['volumes[].ephemeral'], source: 'KEP-1698',
  },
  sizedMemoryVolumes: {
    title: 'sized memory volumes', alpha: 20, beta: 22, onByDefault: 22, stable: 32,
    fields: ['volumes[].emptyDir.sizeLimit'], source: 'KEP-1967',
  },
  onRootMismatch: {
    title: 'fsGroup change policy', alpha: 18, beta: 20, onByDefault: 20, stable: 23,
    fields: ['securityContext.fsGroupChangePolicy'], source: 'KEP-695',
  },
  bindMountOptions: {
    title: 'noexec, nosuid and nodev on mounts', alpha: 37,
    fields: ['containers[].volumeMounts[].bindMountOptions'], source: 'KEP-5855',
  },
  emptyDirMode: {
    title: 'mode of an emptyDir', alpha: 37,
    fields: ['volumes[].emptyDir.mode'], source: 'KEP-5502',
  },
} satisfies Record<string, Feature>;

export type FeatureName = keyof typeof FEATURES;

/** True when every cluster of that minor has the feature without switching a gate. */
export function hasFeature(minor: number, name: FeatureName): boolean {
  const feature: Feature = FEATURES[name];
  return feature.onByDefault !== undefined && minor >= feature.onByDefault;
}
