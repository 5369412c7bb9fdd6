/** The annotations that are written and read. The prefix is a legal DNS name and claims nobody's domain. */
export const PREFIX = 'cdk8s-immutable';

/** On the pod: path, size and medium of each volume. Figures only, so that no reworded sentence restarts a pod. */
export const STORAGE = `${PREFIX}/storage`;

/** On the pod: a digest of the ConfigMaps that it mounts; a changed one rolls the pods. */
export const CONFIG_DIGEST = `${PREFIX}/config-digest`;

/** On the workload: why each size. */
export const BECAUSE = `${PREFIX}/because`;

/** On the workload: what to change when a volume is full. */
export const RAISE = `${PREFIX}/raise`;

/** On the workload: what each volume is for, one `volume purpose` a line. */
export const PURPOSES = `${PREFIX}/purposes`;

/** On any object: `cdk8s-immutable/except.<rule>: <reason>` waives a rule there. */
export const EXCEPT = `${PREFIX}/except.`;

/** The purposes stated for the volumes of a workload, if any. */
export function readPurposes(annotations: Record<string, string> | undefined): Map<string, string> {
  const lines = String(annotations?.[PURPOSES] ?? '').split('\n');
  return new Map(lines.map((line) => line.trim().split(/\s+/)).filter((parts) => parts.length === 2) as [string, string][]);
}

/** The reasons given on an object for waiving rules; a blank one waives nothing. */
export function readExceptions(annotations: Record<string, string> | undefined): Map<string, string> {
  const found = Object.entries(annotations ?? {}).filter(([key, reason]) => key.startsWith(EXCEPT) && String(reason).trim() !== '');
  return new Map(found.map(([key, reason]) => [key.slice(EXCEPT.length), String(reason)]));
}
