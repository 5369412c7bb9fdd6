import { checkCores, checkDnsLabel, checkImage, checkPort, checkVariables } from './checks';
import { samePath } from './path';
import type { ContainerPlan, ProbesPlan, VariablePlan } from './plan';
import { PodMounts, tmpRequest } from './plan-mounts';
import type { Refusals } from './refusal';
import type { Sidecar } from './sidecar';
import { planSize } from './size';
import type { WorkloadProps } from './workload-props';
import type { ImageDefaults } from './workload-request';
import { presetEnvironment } from '../images/presets';
import { show, sum } from '../sizing/amount';

const DEFAULT_CORES = 0.25;
const SIDECAR_CORES = 0.05;

/** The main container, once its mounts are planned. */
export function planMain(
  name: string, props: WorkloadProps, memory: number, port: number | undefined, probes: ProbesPlan,
  image: ImageDefaults | undefined, mounts: PodMounts, refusals: Refusals,
): ContainerPlan {
  checkImage(props.image, 'image', refusals);
  checkPort(port, 'port', refusals);
  checkCores(props.cpu, 'cpu', refusals);
  checkCores(props.cpuLimit, 'cpuLimit', refusals);
  if (props.cpuLimit !== undefined && props.cpuLimit < (props.cpu ?? DEFAULT_CORES)) {
    refusals.add({
      rule: 'cores-positive', so: `cpuLimit is ${props.cpuLimit} and cpu is ${props.cpu ?? DEFAULT_CORES}`, why: 'a limit below the request is refused by the API server',
      mend: 'raise the limit or leave it out',
    });
  }
  return {
    name,
    image: props.image,
    command: props.command ?? image?.command,
    args: props.args ?? image?.args,
    env: planVariables(props, image?.env ?? [], memory, sum(mounts.memory(name).map(({ amount }) => amount!.bytes)), refusals),
    port,
    extraPorts: image?.extraPorts,
    cpu: props.cpu ?? DEFAULT_CORES,
    cpuLimit: props.cpuLimit,
    memory,
    mounts: mounts.of(name),
    probes,
  };
}

/** What the family needs, then what the user says; the user wins. */
function planVariables(props: WorkloadProps, needed: readonly VariablePlan[], memory: number, memoryVolumes: number, refusals: Refusals): VariablePlan[] {
  checkVariables(Object.keys({ ...props.env, ...props.configEnv, ...props.secretEnv }), 'env', refusals);
  const variables = new Map<string, VariablePlan>();
  if (props.imageFamily !== undefined && memory > memoryVolumes) {
    for (const { name, value } of presetEnvironment(props.imageFamily, { limit: memory, volumes: memoryVolumes })) {
      variables.set(name, { name, value });
    }
  }
  needed.forEach((variable) => variables.set(variable.name, variable));
  for (const [name, value] of Object.entries(props.env ?? {})) {
    variables.set(name, { name, value: String(value ?? '') });
  }
  for (const [name, { configMap, key }] of Object.entries(props.configEnv ?? {})) {
    variables.set(name, { name, from: { kind: 'configMap', name: configMap.name, key } });
  }
  for (const [name, { secret, key }] of Object.entries(props.secretEnv ?? {})) {
    variables.set(name, { name, from: { kind: 'secret', name: secret.name, key } });
  }
  return [...variables.values()];
}

/** A sidecar on the same terms: its own /tmp, its own share of logs, its own memory. */
export function planSidecar(
  sidecar: Sidecar, main: string, ports: readonly (number | undefined)[], taken: ReadonlySet<string>, mounts: PodMounts, refusals: Refusals,
): ContainerPlan {
  const property = `sidecars[${sidecar.name}]`;
  checkDnsLabel(sidecar.name, `${property}.name`, 63, 'the API server refuses longer ones', refusals);
  if (taken.has(sidecar.name)) {
    refusals.add({ rule: 'name-unique', so: `two containers are called "${sidecar.name}"`, why: 'the API server refuses that', mend: 'rename the sidecar' });
  } else {
    addMounts(sidecar, main, property, mounts);
  }
  checkImage(sidecar.image, `${property}.image`, refusals);
  checkPort(sidecar.port, `${property}.port`, refusals);
  if (sidecar.port !== undefined && ports.includes(sidecar.port)) {
    refusals.add({
      rule: 'port-free', so: `${property}.port is ${sidecar.port}, which another container of the pod has`, why: 'and they share one network', mend: 'let one listen elsewhere',
    });
  }
  checkCores(sidecar.cpu, `${property}.cpu`, refusals);
  checkVariables(Object.keys(sidecar.env ?? {}), `${property}.env`, refusals);
  return {
    name: sidecar.name,
    image: sidecar.image,
    command: sidecar.command,
    args: sidecar.args,
    env: Object.entries(sidecar.env ?? {}).map(([name, value]) => ({ name, value: String(value ?? '') })),
    port: sidecar.port,
    cpu: sidecar.cpu ?? SIDECAR_CORES,
    memory: planSize(sidecar.memory, `${property}.memory`, refusals) ?? 0,
    mounts: [],
    probes: {},
  };
}

function addMounts(sidecar: Sidecar, main: string, property: string, mounts: PodMounts): void {
  const paths = sidecar.writablePaths ?? [];
  const shared = sidecar.sharedPaths ?? [];
  shared.forEach((path) => mounts.share(sidecar.name, main, path, `${property}.sharedPaths`));
  const tmpShared = shared.some((path) => samePath(path, '/tmp'));
  mounts.addPaths(sidecar.name, [
    ...paths.map((path) => ({ path, property: `${property}.writablePaths[${path.path}]` })),
    ...tmpRequest(paths, sidecar.tmp !== false && !tmpShared, `${property}.writablePaths[/tmp]`),
  ], sidecar.name);
}

/** Memory volumes are charged to the container that writes them; what they leave is all the application has. */
export function checkMemory(container: ContainerPlan, working: number | undefined, mounts: PodMounts, refusals: Refusals): void {
  const volumes = mounts.memory(container.name);
  const total = sum(volumes.map(({ amount }) => amount!.bytes));
  const need = total + (working ?? 0);
  if (container.memory === 0 || total === 0 || (need <= container.memory && total < container.memory)) {
    return;
  }
  const list = volumes.map(({ name, amount }) => `${name} ${show(amount!.bytes)}`).join(', ');
  refusals.add({
    rule: 'memory-volumes-within-limit',
    so: `memory volumes of "${container.name}" hold up to ${show(total)} (${list})${working === undefined ? '' : ` and the application needs ${show(working)}`}, but memory is ${show(container.memory)}`,
    why: 'so the kernel kills it (exit 137) before a volume is full',
    mend: working === undefined ? `raise memory well above ${show(total)} or shrink a volume` : `raise memory to ${show(need)} or shrink a volume`,
  });
}
