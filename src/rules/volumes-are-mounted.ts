import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { readClaimTemplates, readMounts } from '../manifest/read';

/*
 * Fields: volumes[].name, volumeClaimTemplates[].metadata.name
 * Allowed: every volume is mounted, or given as a device, somewhere
 */
export const volumesAreMounted: Rule = {
  id: 'volumes-are-mounted',
  title: 'Every volume is mounted',
  severity: Severity.WARNING,
  rationale: 'A volume that nobody mounts is paid for and never used; more often than not its mount was misspelt or forgotten.',
  controls: [CONTROLS.configurationSettings],
  sources: ['Kubernetes API, Volume'],
  check: (pod) => {
    const used = new Set(pod.containers.flatMap((view) => [
      ...readMounts(view).map(({ mount }) => mount.name),
      ...(Array.isArray(view.container.volumeDevices) ? view.container.volumeDevices.map((device: any) => device?.name) : []),
    ]));
    const violation = (what: string, name: unknown, pointer: string) => ({
      pointer,
      so: `${what} "${name}" is mounted by no container`,
      why: 'so it serves nobody, or its mount was forgotten or misspelt',
      mend: 'mount it or remove it',
    });
    return [
      ...pod.volumes.map((volume, index) => ({ name: volume.name, pointer: `${pod.pointer}/volumes/${index}`, what: 'volume' })),
      ...readClaimTemplates(pod).map((claim, index) => ({ name: claim.metadata?.name, pointer: `/spec/volumeClaimTemplates/${index}`, what: 'claim template' })),
    ].filter(({ name }) => !used.has(name)).map(({ what, name, pointer }) => violation(what, name, pointer));
  },
};
