/** Environment of a container: image, Service links, envFrom, env; later entries win and may refer to earlier ones. */
import { Failure } from './failure';
import { Json, Manifest } from './manifest';
import { Objects } from './objects';
import { quantity } from './quantity';

export interface PodFacts {
  name: string; uid: string; ip: string; hostIp: string; labels: Record<string, string>; annotations: Record<string, string>; spec: Json;
}

export type Environment = Record<string, string>;

const configError = (text: string) => new Failure('CreateContainerConfigError', text);

export function environmentOf(container: Json, imageEnv: Environment, facts: PodFacts, objects: Objects, links: Environment): Environment {
  const env: Environment = { ...imageEnv, HOSTNAME: facts.name, ...links };
  for (const from of container.envFrom ?? []) {
    const [kind, ref] = from.configMapRef ? ['ConfigMap' as const, from.configMapRef] : ['Secret' as const, from.secretRef];
    const data = objects.data(kind, ref.name, ref.optional === true, configError) ?? {};
    for (const [key, value] of Object.entries(data)) env[`${from.prefix ?? ''}${key}`] = value.toString('utf8');
  }
  for (const entry of container.env ?? []) {
    const value = entry.valueFrom ? lookup(entry.valueFrom, container, facts, objects) : expand(entry.value ?? '', env);
    if (value !== undefined) env[entry.name] = value;
  }
  return env;
}

/** $(NAME) as Kubernetes expands it: unknown names stay, $$ is a dollar sign. */
export function expand(text: string, env: Environment): string {
  return text.replace(/\$\$|\$\(([A-Za-z_.-][A-Za-z0-9_.-]*)\)/g, (all, name) => all === '$$' ? '$' : env[name] ?? all);
}

function lookup(from: Json, container: Json, facts: PodFacts, objects: Objects): string | undefined {
  if (from.fieldRef) return field(from.fieldRef.fieldPath, facts);
  if (from.resourceFieldRef) return resource(from.resourceFieldRef, container, facts);
  const [kind, ref] = from.secretKeyRef ? ['Secret' as const, from.secretKeyRef] : ['ConfigMap' as const, from.configMapKeyRef];
  const data = objects.data(kind, ref.name, ref.optional === true, configError);
  if (data && !(ref.key in data) && ref.optional !== true) throw configError(`couldn't find key ${ref.key} in ${kind} default/${ref.name}`);
  return data?.[ref.key]?.toString('utf8');
}

export function field(path: string, facts: PodFacts): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) return facts[keyed[1] as 'labels' | 'annotations'][keyed[2]] ?? '';
  const values: Record<string, string> = {
    'metadata.name': facts.name,
    'metadata.namespace': 'default',
    'metadata.uid': facts.uid,
    'metadata.labels': list(facts.labels),
    'metadata.annotations': list(facts.annotations),
    'spec.nodeName': 'node',
    'spec.serviceAccountName': facts.spec.serviceAccountName ?? 'default',
    'status.podIP': facts.ip,
    'status.podIPs': facts.ip,
    'status.hostIP': facts.hostIp,
  };
  if (!(path in values)) throw new Error(`the pod runner does not know fieldPath ${path}`);
  return values[path];
}

function list(values: Record<string, string>): string {
  return Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n');
}

export function resource(ref: Json, container: Json, facts: PodFacts): string {
  const target = ref.containerName ? facts.spec.containers.find((other: Json) => other.name === ref.containerName) : container;
  const [side, name] = ref.resource.split('.');
  const amount = target.resources?.[side]?.[name] ?? target.resources?.limits?.[name] ?? 0;
  return String(Math.ceil(quantity(amount) / quantity(ref.divisor && ref.divisor !== '0' ? ref.divisor : 1)));
}

/** The `<NAME>_PORT=tcp://...` variables every pod gets for each Service made before it. */
export function serviceLinks(services: Manifest[], addressOf: (service: Manifest) => string | undefined): Environment {
  const links: Environment = {};
  for (const service of services) {
    const address = addressOf(service);
    if (!address) continue;
    const name = service.metadata.name.toUpperCase().replace(/-/g, '_');
    const first = service.spec.ports[0];
    links[`${name}_SERVICE_HOST`] = address;
    links[`${name}_SERVICE_PORT`] = String(first.port);
    links[`${name}_PORT`] = `tcp://${address}:${first.port}`;
    for (const port of service.spec.ports) {
      links[`${name}_PORT_${port.port}_TCP`] = `tcp://${address}:${port.port}`;
      links[`${name}_PORT_${port.port}_TCP_ADDR`] = address;
      links[`${name}_PORT_${port.port}_TCP_PORT`] = String(port.port);
    }
  }
  return links;
}
