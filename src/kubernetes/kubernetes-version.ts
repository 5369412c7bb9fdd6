/** A Kubernetes minor release, e.g. 28 for 1.28. The oldest cluster that the YAML must run on. */
export const OLDEST_MINOR = 28;
export const NEWEST_MINOR = 36;

/** The mend of a version that cannot be used, or the minor. */
export type VersionReading = { readonly minor: number } | { readonly problem: string };

/** Reads "1.33". Says what is wrong and what to write, for whatever else was given. */
export function readKubernetesVersion(given: unknown): VersionReading {
  const range = `1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`;
  if (typeof given === 'number') {
    const meant = given === 1.3 ? '1.30' : String(given);
    return { problem: `is the number ${given}, because YAML reads ${meant} that way; put it in quotes: "${meant}"` };
  }
  const match = /^v?1\.(\d{1,3})(\.\d+)?$/.exec(String(given));
  if (match === null) {
    return { problem: `is "${given}", which names no release and would change the YAML overnight; write the minor of your oldest cluster, e.g. "1.33"` };
  }
  const minor = Number(match[1]);
  if (minor < OLDEST_MINOR) {
    return {
      problem: `is "1.${minor}", this release writes for ${range} and 1.${minor} does not know all of its fields; `
        + `upgrade that cluster first, then write "1.${OLDEST_MINOR}"`,
    };
  }
  if (minor > NEWEST_MINOR) {
    return { problem: `is "1.${minor}", newer than this release knows (1.${NEWEST_MINOR}); write "1.${NEWEST_MINOR}", nothing in it is lost on 1.${minor}` };
  }
  return { minor };
}
