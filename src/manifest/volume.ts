import type { Volume } from './model';
import type { VolumePlan } from '../plan/plan';
import { formatBytes } from '../sizing/quantity';

/** The volume of a pod for each backing. */
export function renderVolume(volume: VolumePlan): Volume {
  const { name, backing, amount, source } = volume;
  switch (backing) {
    case 'disk':
      return { name, emptyDir: { sizeLimit: formatBytes(amount!.bytes) } };
    case 'memory':
      return { name, emptyDir: { medium: 'Memory', sizeLimit: formatBytes(amount!.bytes) } };
    case 'claim':
      return { name, persistentVolumeClaim: { claimName: source } };
    case 'ephemeral-claim':
      return { name, ephemeral: { volumeClaimTemplate: { spec: claimSpec(amount!.bytes, 'ReadWriteOnce', volume.storageClassName) } } };
    case 'config-map':
      return { name, configMap: { name: source } };
    case 'secret':
      return { name, secret: { secretName: source } };
    default:
      throw new Error(`no volume is rendered for the backing ${backing}`);
  }
}

/** The spec of a claim. All of it but the size is immutable, so nothing here follows from a version or a basis. */
export function claimSpec(bytes: number, accessMode: string, storageClassName?: string): object {
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: formatBytes(bytes) } },
    ...storageClassName === undefined ? {} : { storageClassName },
  };
}
