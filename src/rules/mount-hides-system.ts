import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { hiddenBy } from '../images/system-directories';
import { normalPath, readMounts } from '../manifest/read';

/*
 * Field: containers[].volumeMounts[].mountPath
 * Allowed: anything but / and the directories that the system itself lives in
 */
export const mountHidesSystem: Rule = {
  id: 'mount-hides-system',
  title: 'No volume hides the system',
  severity: Severity.ERROR,
  rationale: 'A mount hides what the image has in that directory. Over /etc, /usr or /lib that is the system itself; '
    + 'over /proc, /sys or /dev it is the kernel\'s.',
  controls: [CONTROLS.configurationSettings],
  sources: ['mount(2)'],
  check: (pod) => pod.containers.flatMap((view) => readMounts(view)
    .filter(({ mount }) => mount.mountPath)
    .map(({ mount, pointer }) => ({ path: normalPath(String(mount.mountPath)), pointer }))
    .filter(({ path }) => hiddenBy(path) !== undefined)
    .map(({ path, pointer }) => ({
      pointer: `${pointer}/mountPath`,
      container: view.name,
      so: `container "${view.name}" mounts a volume over ${path}`,
      why: `which hides ${hiddenBy(path)}`,
      mend: 'mount the sub-directory that is written',
    }))),
};
