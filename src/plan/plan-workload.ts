import { checkAnnotations, checkDnsLabel, checkLabels, checkScheduling, checkShare, checkUser, checkWhole } from './checks';
import { samePath } from './path';
import { frozen, WorkloadPlan } from './plan';
import { checkMemory, planMain, planSidecar } from './plan-containers';
import { PodMounts, tmpRequest } from './plan-mounts';
import { planProbes } from './probes';
import type { Refusals } from './refusal';
import type { RuleException } from './settings';
import { planSize } from './size';
import type { WorkloadRequest } from './workload-request';
import { hasFeature } from '../kubernetes/features';
import { NAME_LIMITS } from '../kubernetes/name-limits';
import { sum } from '../sizing/amount';
import type { Amount } from '../sizing/amount';
import { CONFIG_MAP_VOLUME, ephemeralBudget } from '../sizing/ephemeral-budget';
import { CACHE_SHARE, WEB_BASE, webVolume } from '../sizing/web';
import { StorageBacking } from '../storage/storage-backing';

/** 1Pi: above it the budgets could not be counted exactly. */
const LARGEST_VOLUME = 2 ** 50;

/** The image's user where nothing else is said: "nonroot" of distroless images, and the guide's. */
export const DEFAULT_USER = 65532;

/** Props in, plan out: decided, counted and frozen; or everything that is wrong with them, gathered in `refusals`. */
export function planWorkload(request: WorkloadRequest, refusals: Refusals): WorkloadPlan {
  const { kind, props, settings, name } = request;
  const limit = NAME_LIMITS[kind];
  checkDnsLabel(name, 'name', limit.most, limit.why, refusals);
  checkUser(props.user, refusals);
  checkWhole(request.replicas, 'replicas', 0, 100_000, refusals);
  checkLabels(props.metadata?.labels, 'metadata.labels', refusals);
  checkAnnotations(props.metadata?.annotations, 'metadata.annotations', refusals);
  checkLabels(props.podMetadata?.labels, 'podMetadata.labels', refusals);
  checkAnnotations(props.podMetadata?.annotations, 'podMetadata.annotations', refusals);
  checkScheduling(props.scheduling, refusals);
  if (props.serviceAccountName !== undefined) {
    checkDnsLabel(props.serviceAccountName, 'serviceAccountName', 63, 'the names of accounts are kept short enough for labels', refusals);
  }
  const grace = props.terminationGracePeriod?.toSeconds({ integral: false }) ?? request.image?.terminationGrace ?? 30;
  checkWhole(Math.ceil(grace), 'terminationGracePeriod in seconds', 1, 86_400, refusals);

  const main = request.containerName;
  const memory = planSize(request.memory, 'memory', refusals) ?? 0;
  const mounts = new PodMounts(settings, refusals);
  const paths = props.writablePaths ?? [];
  const sized = request.sizedPaths ?? [];
  const working = request.load?.workingMemory === undefined ? undefined : planSize(request.load.workingMemory, 'load.workingMemory', refusals);
  request.claims?.forEach((claim) => mounts.addClaim(main, claim));
  if (request.configuration !== undefined) {
    mounts.addConfiguration(main, request.configuration);
  }
  mounts.addFiles(main, request.files ?? [], 'own files');
  mounts.addFiles(main, props.files ?? []);
  mounts.addPaths(main, [
    ...paths.map((path) => ({ path, property: `writablePaths[${path.path}]` })),
    // An entry of the user's replaces the path that a formula sizes, as one for /tmp does.
    ...sized.filter((one) => !paths.some(({ path }) => samePath(path, one.path.path))),
    ...tmpRequest([...paths, ...sized.map(({ path }) => path)], props.tmp ?? request.withoutTmp === undefined, 'writablePaths[/tmp]', () => tmpAmount(request, memory, working, mounts, refusals)),
  ]);
  const sidecarNames = new Set([main]);
  const ports = [request.port, ...Object.values(request.image?.extraPorts ?? {})];
  const sidecars = (props.sidecars ?? []).map((sidecar) => {
    const planned = planSidecar(sidecar, main, ports, sidecarNames, mounts, refusals);
    ports.push(sidecar.port);
    sidecarNames.add(sidecar.name);
    return planned;
  });
  for (const mounted of request.mounted) {
    const container = mounted.container ?? main;
    if (sidecarNames.has(container)) {
      mounts.addMounted(container, mounted);
    } else {
      refusals.add({
        rule: 'container-known', so: `mount("${mounted.path}", ${mounted.identity}) names the container "${container}"`,
        why: `the pod has ${[...sidecarNames].map((each) => `"${each}"`).join(', ')}`, mend: 'name one of them',
      });
    }
  }
  if (request.job !== undefined && sidecars.length > 0 && !hasFeature(settings.minor, 'nativeSidecars')) {
    refusals.add({
      rule: 'sidecar-ends-with-job', so: `a Job has the sidecar "${sidecars[0].name}" and the platform says Kubernetes 1.${settings.minor}`,
      why: 'where a Job with a running sidecar never ends', mend: 'state kubernetesVersion "1.29" or newer if every cluster is',
    });
  }
  const probes = request.image?.probes ?? planProbes(request.port, request.health, refusals);
  const containers = [
    planMain(main, props, memory, request.port, probes, request.image, mounts, refusals),
    ...sidecars.map((sidecar) => ({ ...sidecar, mounts: mounts.of(sidecar.name) })),
  ];
  containers.forEach((container, index) => checkMemory(container, index === 0 ? working : undefined, mounts, refusals));
  checkWriters(request, mounts, refusals);
  if (mounts.volumes.some(({ amount, template }) => template === undefined && (amount?.bytes ?? 0) > LARGEST_VOLUME)) {
    refusals.add({ rule: 'size-positive', so: 'a volume of the pod is larger than 1Pi', why: 'which no node holds', mend: 'check the unit' });
  }

  return frozen<WorkloadPlan>({
    kind,
    name,
    component: request.component,
    replicas: request.autoscaled ? undefined : request.replicas,
    recreate: request.recreate === true || mounts.volumes.some(({ singleWriter }) => singleWriter === true),
    user: props.user ?? request.image?.user ?? DEFAULT_USER,
    containers,
    volumes: mounts.volumes,
    ephemeral: ephemeralBudget({
      diskVolumes: mounts.volumes.filter(({ backing }) => backing === StorageBacking.DISK).map(({ amount }) => amount!.bytes),
      containers: containers.length,
      logsPerContainer: settings.logsPerContainer,
      configMaps: mounts.volumes.filter(({ backing }) => backing === StorageBacking.CONFIG_MAP).length * CONFIG_MAP_VOLUME,
    }),
    memoryVolumes: sum(mounts.volumes.filter(({ backing }) => backing === StorageBacking.MEMORY).map(({ amount }) => amount!.bytes)),
    scheduling: { spread: kind === 'Deployment' || (request.replicas ?? 1) > 1, ...props.scheduling },
    serviceAccountName: props.serviceAccountName,
    imagePullSecrets: (props.imagePullSecrets ?? []).map((secret) => secret.name),
    terminationGrace: Math.ceil(grace),
    podLabels: { ...props.podMetadata?.labels },
    podAnnotations: { ...props.podMetadata?.annotations },
    job: request.job,
    statefulSet: request.statefulSet,
    configuration: request.configuration,
    settings,
    exceptions: exceptionsOf(request),
  });
}

function tmpAmount(
  request: WorkloadRequest, memory: number, working: number | undefined, mounts: PodMounts, refusals: Refusals,
): Amount | undefined {
  const { load, settings } = request;
  if (load === undefined) {
    return WEB_BASE;
  }
  checkWhole(load.maxConcurrentRequests, 'load.maxConcurrentRequests', 0, 1_000_000, refusals);
  checkShare(load.cacheShare, 'load.cacheShare', CACHE_SHARE.least, CACHE_SHARE.most, 'the guide', refusals);
  const left = memory - sum(mounts.memory(request.containerName).map(({ amount }) => amount!.bytes));
  const figures = {
    maxConcurrentRequests: load.maxConcurrentRequests,
    workingMemory: Math.max(working ?? left, 0),
    cacheShare: load.cacheShare ?? CACHE_SHARE.usual,
  };
  return refusals.any ? WEB_BASE : webVolume(figures, settings.basis);
}

/** The platform's exceptions, and the one that `tmp: false` states. */
function exceptionsOf({ props, settings, withoutTmp, containerName }: WorkloadRequest): RuleException[] {
  const stated = [...props.tmp === false ? [containerName] : [], ...(props.sidecars ?? []).filter(({ tmp }) => tmp === false).map(({ name }) => name)];
  const reason = stated.length > 0 ? `tmp: false, ${stated.join(' and ')} writes nothing there` : props.tmp === undefined ? withoutTmp : undefined;
  return [...settings.exceptions, ...reason === undefined ? [] : [{ rule: 'tmp-mounted', reason }]];
}

/** A claim with one writer admits one pod at a time. */
function checkWriters(request: WorkloadRequest, mounts: PodMounts, refusals: Refusals): void {
  const single = mounts.volumes.find(({ singleWriter }) => singleWriter === true);
  const many = request.autoscaled ? 'an autoscaler may start several pods' : `replicas is ${request.replicas}`;
  if (single !== undefined && (request.autoscaled || (request.replicas ?? 1) > 1)) {
    const path = mounts.of(request.containerName).find(({ volume }) => volume === single.name)?.path ?? single.name;
    refusals.add({
      rule: 'one-writer-per-claim',
      so: `${many} but ${path} is the single-writer claim "${single.source}"`,
      why: 'on another node the second pod never starts, on the same node both write',
      mend: 'set replicas: 1, or shared: true on a ReadWriteMany class',
    });
  }
}
