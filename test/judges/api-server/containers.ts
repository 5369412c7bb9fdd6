import { containersOf, PlacedContainer, podTemplate } from '../pod-templates';
import { list, placed, repeated, Wire } from '../wire';
import { Rule } from './rule';
import { isDataKey, isEnvironmentName, isLabelName, isPort, isPortName, isQualifiedName, isSubdomain } from './syntax';

const FIELD_PATHS = /^(metadata\.(name|namespace|uid)|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/;
const SUBSCRIPTS = /^metadata\.(?:labels|annotations)\['(.+)'\]$/;

export const containers: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  if (!template) {
    return;
  }
  if (list(template.spec?.containers).length === 0) {
    yield `${template.path}/spec/containers: at least one is required`;
  }
  const all = containersOf(template);
  for (const name of repeated(all.map(({ container }) => container.name))) {
    yield `${template.path}/spec: the container name ${JSON.stringify(name)} is used twice`;
  }
  for (const one of all) {
    yield* identity(one);
    yield* ports(one.container, one.path);
    yield* environment(one.container, one.path);
  }
};

function* identity({ container, path, field }: PlacedContainer): Generator<string> {
  const { name, image, restartPolicy } = container;
  if (!isLabelName(name)) {
    yield `${path}/name: ${JSON.stringify(name)} is not a DNS label`;
  }
  if (typeof image !== 'string' || image === '' || image.trim() !== image) {
    yield `${path}/image: ${JSON.stringify(image)} is empty or has blanks around it`;
  }
  if (field !== 'initContainers' && restartPolicy !== undefined) {
    yield `${path}/restartPolicy: only an init container may have one`;
  }
  if (field === 'initContainers' && restartPolicy !== undefined && restartPolicy !== 'Always') {
    yield `${path}/restartPolicy: ${JSON.stringify(restartPolicy)} is not Always`;
  }
  for (const hook of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (container[hook] !== undefined && (field === 'ephemeralContainers' || field === 'initContainers' && restartPolicy !== 'Always')) {
      yield `${path}/${hook}: only a container that keeps running may have one`;
    }
  }
}

function* ports(container: Wire, path: string): Generator<string> {
  const all = placed(container.ports, `${path}/ports`);
  for (const [port, at] of all) {
    if (!isPort(port.containerPort)) {
      yield `${at}/containerPort: ${port.containerPort} is not between 1 and 65535`;
    }
    if (port.hostPort !== undefined && !isPort(port.hostPort)) {
      yield `${at}/hostPort: ${port.hostPort} is not between 1 and 65535`;
    }
    if (port.name !== undefined && !isPortName(port.name)) {
      yield `${at}/name: ${JSON.stringify(port.name)} is not a port name`;
    }
  }
  for (const name of repeated(all.map(([port]) => port.name))) {
    yield `${path}/ports: the name ${JSON.stringify(name)} is used twice`;
  }
  for (const port of repeated(all.map(([{ containerPort, protocol = 'TCP' }]) => `${containerPort}/${protocol}`))) {
    yield `${path}/ports: ${port} is there twice`;
  }
}

function* environment(container: Wire, path: string): Generator<string> {
  const all = placed(container.env, `${path}/env`);
  // Accepted on creation, refused by a server-side apply, which merges the list by name.
  for (const name of repeated(all.map(([variable]) => variable.name))) {
    yield `${path}/env: the name ${JSON.stringify(name)} is used twice`;
  }
  for (const [{ name, value, valueFrom }, at] of all) {
    if (!isEnvironmentName(name)) {
      yield `${at}/name: ${JSON.stringify(name)} is not the name of a variable`;
    }
    if (value !== undefined && value !== '' && valueFrom !== undefined) {
      yield `${at}: value and valueFrom exclude each other`;
    }
    if (valueFrom !== undefined) {
      yield* oneReference(valueFrom, `${at}/valueFrom`);
    }
  }
  for (const [source, at] of placed(container.envFrom, `${path}/envFrom`)) {
    yield* oneReference(Object.fromEntries(Object.entries(source).filter(([key]) => key !== 'prefix')), at);
  }
}

function* oneReference(source: Wire, path: string): Generator<string> {
  const types = Object.keys(source);
  if (types.length !== 1) {
    yield `${path}: it has ${types.length} sources, not one`;
  }
  for (const type of ['configMapKeyRef', 'secretKeyRef', 'configMapRef', 'secretRef'].filter((key) => source[key] !== undefined)) {
    if (!isSubdomain(source[type].name)) {
      yield `${path}/${type}/name: ${JSON.stringify(source[type].name)} is not a DNS subdomain`;
    }
    if (type.endsWith('KeyRef') && !isDataKey(source[type].key)) {
      yield `${path}/${type}/key: ${JSON.stringify(source[type].key)} is not a data key`;
    }
  }
  const field = source.fieldRef?.fieldPath;
  if (source.fieldRef !== undefined && !FIELD_PATHS.test(field) && !isQualifiedName(SUBSCRIPTS.exec(field)?.[1])) {
    yield `${path}/fieldRef/fieldPath: ${JSON.stringify(field)} is not a field for a container`;
  }
}
