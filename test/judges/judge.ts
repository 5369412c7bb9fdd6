/** Judges one manifest as it stands in the YAML; each finding is one message, none means accepted. */
export type Judge = (manifest: object) => string[];

/** The two ends of the supported range: the oldest API we emit for and the newest the judges know. */
export type KubernetesVersion = '1.28' | 'newest';
