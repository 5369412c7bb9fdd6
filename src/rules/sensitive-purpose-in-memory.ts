import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';
import { readPurposes } from '../manifest/annotations';
import { isMemoryVolume } from '../manifest/read';

/*
 * Fields: annotation cdk8s-immutable/purposes, volumes[]
 * Allowed: a volume whose stated purpose is sensitive is an emptyDir with medium Memory
 */
const SENSITIVE = ['sensitive-temp', 'temporary-keys'];

export const sensitivePurposeInMemory: Rule = {
  id: 'sensitive-purpose-in-memory',
  title: 'Sensitive temporary data stays in memory',
  severity: Severity.ERROR,
  rationale: 'An emptyDir on disk is unlinked, not wiped, when the pod goes: its blocks stay readable to whoever gets the disk. '
    + 'What a volume is for is not in a manifest, so the rule reads the annotation that states it.',
  controls: [CONTROLS.protectionAtRest, CONTROLS.residualData],
  sources: ['guide, part 2, decision matrix', 'guide, part 5'],
  check: (pod) => {
    const purposes = readPurposes(pod.manifest.metadata?.annotations);
    return pod.volumes.flatMap((volume, index) => {
      const purpose = purposes.get(String(volume.name));
      return purpose === undefined || !SENSITIVE.includes(purpose) || isMemoryVolume(volume) ? [] : [{
        pointer: `${pod.pointer}/volumes/${index}`,
        so: `volume "${volume.name}" is for ${purpose} but is not in memory`,
        why: 'and deleted blocks of a disk stay readable',
        mend: 'make it an emptyDir with medium: Memory, and count it in the memory limit',
      }];
    });
  },
};
