/** How long the name of a workload may be, and what breaks when it is longer. */
export const NAME_LIMITS: Record<string, { readonly most: number; readonly why: string }> = {
  StatefulSet: { most: 52, why: 'because Kubernetes adds 11 in a label of its pods, which would not start' },
  CronJob: { most: 52, why: 'because Kubernetes adds 11 for each Job, which would not be created' },
  Job: { most: 63, why: 'because it becomes a label of its pods, which would not be created' },
  Deployment: { most: 63, why: 'because it becomes a label of its pods, which would not be created' },
};
