import { CONTROLS } from './controls';
import { Rule, Severity, Violation } from './rule';
import { normalPath, readMounts } from '../manifest/read';

/*
 * Field: containers[].volumeMounts[].mountPath
 * Allowed: absolute, and each directory once per container, whatever its spelling
 */
export const mountPathsUnique: Rule = {
  id: 'mount-paths-unique',
  title: 'Each directory is mounted once',
  severity: Severity.ERROR,
  rationale: 'The API server compares mount paths letter by letter: it takes /data and /data/ side by side, and one volume then hides the other.',
  controls: [CONTROLS.configurationSettings],
  sources: ['Kubernetes API server, validation of volume mounts'],
  check: (pod) => pod.containers.flatMap((view) => {
    const seen = new Map<string, string>();
    return readMounts(view).flatMap(({ mount, pointer }): Violation[] => {
      const given = String(mount.mountPath ?? '');
      const path = normalPath(given);
      const at = { pointer: `${pointer}/mountPath`, container: view.name };
      if (given === '') {
        return [{ ...at, so: `container "${view.name}" mounts "${mount.name}" without a mountPath`, why: 'which the API server refuses', mend: 'write the path from /' }];
      }
      if (!given.startsWith('/')) {
        return [{
          ...at,
          so: `container "${view.name}" mounts at "${given}", which is not absolute`,
          why: 'so what it means depends on the runtime',
          mend: 'write the path from /',
        }];
      }
      const other = seen.get(path);
      seen.set(path, given);
      return other === undefined ? [] : [{
        ...at,
        so: other === given ? `container "${view.name}" mounts "${given}" twice`
          : `container "${view.name}" mounts one directory twice, as "${other}" and "${given}"`,
        why: other === given ? 'which the API server refuses' : 'and the API server takes both, so one hides the other',
        mend: 'remove one',
      }];
    });
  }),
};
