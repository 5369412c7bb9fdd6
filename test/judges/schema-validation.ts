// Types, enums, required fields and quantities, by the validators that kubernetes-models compiles from
// Kubernetes' OpenAPI document (1.33). They allow unknown fields and nulls; other judges see those.
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Pod } from 'kubernetes-models/v1/Pod';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { Judge } from './judge';
import { Wire } from './wire';

const MODELS: readonly { apiVersion: string; kind: string; new (manifest: Wire): { validate(): void } }[] = [
  ConfigMap, CronJob, Deployment, HorizontalPodAutoscaler, Ingress, Job, Namespace, NetworkPolicy, PersistentVolumeClaim,
  Pod, PodDisruptionBudget, Secret, Service, ServiceAccount, StatefulSet,
];

const MODEL_OF = new Map(MODELS.map((model) => [`${model.apiVersion} ${model.kind}`, model]));

export const schemaValidation: Judge = (manifest: Wire) => {
  const type = `${manifest.apiVersion} ${manifest.kind}`;
  const Model = MODEL_OF.get(type);
  // A kind without a validator is refused, so that a new kind cannot pass unjudged.
  if (!Model) {
    return [`no validator for ${type}: add it to the judge`];
  }
  try {
    new Model(manifest).validate();
    return [];
  } catch (error) {
    const faults: { instancePath: string; message: string }[] | undefined = (error as Wire).errors;
    if (!faults) {
      throw error;
    }
    return faults.map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
  }
};
