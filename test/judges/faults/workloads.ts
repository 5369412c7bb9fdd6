import { Fault, pod } from '../fault-table';

export const workloadFaults: Fault[] = [
  ['an upper-case name', 'Deployment', (m) => { m.metadata.name = 'Web'; }, /"Web" is not a DNS subdomain/],
  ['no name', 'Deployment', (m) => { delete m.metadata.name; }, /\/metadata\/name: undefined/],
  ['a name of 254 characters', 'Deployment', (m) => { m.metadata.name = 'a'.repeat(254); }, /of at most 253 characters/],
  ['a name of 53 characters', 'StatefulSet', (m) => { m.metadata.name = 'a'.repeat(53); }, /is not a DNS label of at most 52/],
  ['a name with a dot', 'StatefulSet', (m) => { m.metadata.name = 'a.b'; }, /is not a DNS label/],
  ['a name of 53 characters', 'CronJob', (m) => { m.metadata.name = 'a'.repeat(53); }, /of at most 52/],
  ['a name of 64 characters', 'Job', (m) => { m.metadata.name = 'a'.repeat(64); }, /of at most 63/],
  ['a namespace with a dot', 'Deployment', (m) => { m.metadata.namespace = 'a.b'; }, /namespace: "a.b" is not a DNS label/],
  ['a label value of 64 characters', 'Deployment', (m) => { m.metadata.labels.long = 'a'.repeat(64); }, /labels\/long: .* is not a label value/],
  ['a label value with a blank', 'Deployment', (m) => { m.spec.template.metadata.labels.note = 'a b'; }, /template\/metadata\/labels\/note: "a b"/],
  ['a label value with an end of "-"', 'Deployment', (m) => { m.metadata.labels.note = 'a-'; }, /"a-" is not a label value/],
  ['a label key with two slashes', 'Deployment', (m) => { m.metadata.labels['a/b/c'] = 'x'; }, /labels\/a~1b~1c: the key/],
  ['a label key of 64 characters', 'Deployment', (m) => { m.metadata.labels['a'.repeat(64)] = 'x'; }, /the key is not a qualified name/],
  ['a label domain of 254 characters', 'Deployment', (m) => { m.metadata.labels[`${'a'.repeat(254)}/b`] = 'x'; }, /the key is not/],
  ['an annotation key with a blank', 'Deployment', (m) => { m.metadata.annotations = { 'a b': 'x' }; }, /annotations\/a b: the key/],
  ['annotations above 256 KiB', 'CronJob', (m) => { m.metadata.annotations = { a: 'x'.repeat(262144) }; }, /262145 bytes together/],
  ['claim labels that are none', 'StatefulSet', (m) => { m.spec.volumeClaimTemplates[0].metadata.labels = { a: '?' }; }, /labels\/a: "\?"/],

  ['a selector of other labels', 'Deployment', (m) => { m.spec.selector.matchLabels.app = 'api'; }, /does not match the labels/],
  ['a selector of more labels', 'StatefulSet', (m) => { m.spec.selector.matchLabels.tier = 'data'; }, /does not match the labels/],
  ['an expression of other labels', 'Deployment', (m) => { m.spec.selector.matchExpressions = [{ key: 'app', operator: 'NotIn', values: ['web'] }]; }, /does not match/],
  ['an empty selector', 'Deployment', (m) => { m.spec.selector = {}; }, /it must not be empty/],
  ['a selector of its own', 'Job', (m) => { m.spec.selector = { matchLabels: { app: 'import' } }; }, /a job makes its own selector/],
  ['a selector label that is none', 'Deployment', (m) => { pod(m).topologySpreadConstraints[0].labelSelector.matchLabels.app = 'a b'; }, /matchLabels\/app: "a b"/],
  ['In without values', 'Deployment', (m) => { preferred(m).matchExpressions[0].values = []; }, /In needs values/],
  ['Exists with values', 'Deployment', (m) => { preferred(m).matchExpressions[0].operator = 'Exists'; }, /Exists takes no values/],
  ['an operator that is none', 'Deployment', (m) => { preferred(m).matchExpressions[0].operator = 'Equals'; }, /"Equals" is not an operator/],

  ['negative replicas', 'Deployment', (m) => { m.spec.replicas = -1; }, /replicas: -1/],
  ['a restart policy of jobs', 'Deployment', (m) => { pod(m).restartPolicy = 'OnFailure'; }, /restartPolicy: it must be Always/],
  ['a restart policy of jobs', 'StatefulSet', (m) => { pod(m).restartPolicy = 'Never'; }, /restartPolicy: it must be Always/],
  ['Recreate with a rolling update', 'Deployment', (m) => { m.spec.strategy.type = 'Recreate'; }, /may not stand beside Recreate/],
  ['a roll-out that cannot move', 'Deployment', (m) => { m.spec.strategy.rollingUpdate.maxSurge = 0; }, /may not both be 0/],
  ['a surge of 25 per cent without its sign', 'Deployment', (m) => { m.spec.strategy.rollingUpdate.maxSurge = '25'; }, /maxSurge: "25"/],
  ['more unavailable than all', 'Deployment', (m) => { m.spec.strategy.rollingUpdate.maxUnavailable = '101%'; }, /maxUnavailable: "101%"/],
  ['a deadline before readiness', 'Deployment', (m) => { m.spec.minReadySeconds = 600; }, /must be more than minReadySeconds/],
  ['a Service that is none', 'StatefulSet', (m) => { m.spec.serviceName = '1st'; }, /serviceName: "1st"/],
  ['OnDelete with a rolling update', 'StatefulSet', (m) => { m.spec.updateStrategy = { type: 'OnDelete', rollingUpdate: { partition: 1 } }; }, /beside OnDelete/],
  ['a retention that is none', 'StatefulSet', (m) => { m.spec.persistentVolumeClaimRetentionPolicy.whenScaled = 'Keep'; }, /must be Retain or Delete/],
  ['a claim template without modes', 'StatefulSet', (m) => { m.spec.volumeClaimTemplates[0].spec.accessModes = []; }, /accessModes: at least one/],
  ['a claim template without a name', 'StatefulSet', (m) => { delete m.spec.volumeClaimTemplates[0].metadata.name; }, /metadata\/name: undefined is not a DNS label/],
  ['a job that always restarts', 'Job', (m) => { pod(m).restartPolicy = 'Always'; }, /must be OnFailure or Never/],
  ['a job without a restart policy', 'CronJob', (m) => { delete pod(m).restartPolicy; }, /must be OnFailure or Never/],
  ['negative retries', 'CronJob', (m) => { m.spec.jobTemplate.spec.backoffLimit = -1; }, /backoffLimit: -1/],
  ['negative history', 'CronJob', (m) => { m.spec.failedJobsHistoryLimit = -1; }, /failedJobsHistoryLimit: -1/],
  ['an indexed job without a count', 'Job', (m) => { m.spec.completionMode = 'Indexed'; }, /an Indexed job needs them/],
  ['a time zone that is none', 'CronJob', (m) => { m.spec.timeZone = 'Europe/Atlantis'; }, /"Europe\/Atlantis" is not a time zone/],
  ...['* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 7', '5-1 * * * *', '*/0 * * * *', 'TZ=UTC * * * * *', '@sometimes', '']
    .map((schedule): Fault => [`the schedule "${schedule}"`, 'CronJob', (m) => { m.spec.schedule = schedule; }, /is not a schedule/]),
];

function preferred(manifest: object) {
  return pod(manifest).affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector;
}
