/** What holds the bytes of a volume, and so what pays for them. */
export enum StorageBacking {
  /** `emptyDir` on the node's disk: counts against ephemeral-storage. */
  DISK = 'disk',

  /** `emptyDir` with `medium: Memory` (tmpfs): counts against the memory limit. */
  MEMORY = 'memory',

  /** A PersistentVolumeClaim that outlives the pod. */
  CLAIM = 'claim',

  /** A generic ephemeral volume: a claim of the pod's own, deleted with it. */
  EPHEMERAL_CLAIM = 'ephemeral-claim',

  /** A ConfigMap: read-only files, counted against ephemeral-storage (1Mi at most). */
  CONFIG_MAP = 'config-map',

  /** A Secret: read-only files in memory. */
  SECRET = 'secret',

  /** An OCI image mounted as a volume, always read-only. */
  IMAGE = 'image',
}
