import { apiServerValidation } from './api-server-validation';
import { crossReferences, nameOf } from './cross-references';
import { Judge, KubernetesVersion } from './judge';
import { podSecurity } from './pod-security';
import { schemaValidation } from './schema-validation';
import { unknownFields } from './unknown-fields';
import { isObject } from './wire';

export type { Judge, KubernetesVersion } from './judge';
export { apiServerValidation, crossReferences, podSecurity, schemaValidation, unknownFields };

/** Every judge over every document of one program; no message means that all accept all of it. */
export function judge(manifests: object[], kubernetes: KubernetesVersion): string[] {
  const judges: [string, Judge][] = [
    ['schema', schemaValidation],
    [`fields ${kubernetes}`, unknownFields(kubernetes)],
    [`pod security ${kubernetes}`, podSecurity(kubernetes)],
    ['api server', apiServerValidation],
  ];
  return [
    // `---` alone loads as null, which is no object to apply.
    ...manifests.flatMap((manifest, index) => isObject(manifest)
      ? judges.flatMap(([name, one]) => one(manifest).map((finding) => `${name}: ${nameOf(manifest)}: ${finding}`))
      : [`document ${index}: ${JSON.stringify(manifest)} is not a manifest`]),
    ...crossReferences(manifests).map((finding) => `cross reference: ${finding}`),
  ];
}
