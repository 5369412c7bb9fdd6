import { isIP } from 'node:net';
import { list, placed, repeated, Wire } from '../wire';
import { labels } from './metadata';
import { Rule } from './rule';
import { isLabelName, isPort, isPortName, isServiceName, isSubdomain } from './syntax';

export const services: Rule = function* ({ kind, spec }) {
  if (kind !== 'Service') {
    return;
  }
  const ports = placed(spec?.ports, '/spec/ports');
  if (ports.length === 0 && spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName') {
    yield '/spec/ports: at least one is required';
  }
  if (spec?.type === 'ExternalName' && !isSubdomain(spec.externalName)) {
    yield `/spec/externalName: ${JSON.stringify(spec.externalName)} is not a DNS subdomain`;
  }
  yield* labels(spec?.selector, '/spec/selector');
  for (const [port, path] of ports) {
    if (!isPort(port.port)) {
      yield `${path}/port: ${port.port} is not between 1 and 65535`;
    }
    if (port.targetPort !== undefined && !isPort(port.targetPort) && !isPortName(port.targetPort)) {
      yield `${path}/targetPort: ${JSON.stringify(port.targetPort)} is not a port or a port name`;
    }
    if (port.name === undefined ? ports.length > 1 : !isLabelName(port.name)) {
      yield `${path}/name: ${JSON.stringify(port.name)} is not a DNS label, which each of several ports needs`;
    }
    if (port.nodePort !== undefined && (!isPort(port.nodePort) || !['NodePort', 'LoadBalancer'].includes(spec.type))) {
      yield `${path}/nodePort: ${port.nodePort} is not a port, or the Service is of another type`;
    }
  }
  for (const name of repeated(ports.map(([port]) => port.name))) {
    yield `/spec/ports: the name ${JSON.stringify(name)} is used twice`;
  }
  for (const port of repeated(ports.map(([{ port: number, protocol = 'TCP' }]) => `${number}/${protocol}`))) {
    yield `/spec/ports: ${port} is there twice`;
  }
};

export const networkPolicies: Rule = function* ({ kind, spec }) {
  for (const direction of kind === 'NetworkPolicy' ? ['ingress', 'egress'] : []) {
    for (const [rule, path] of placed(spec?.[direction], `/spec/${direction}`)) {
      yield* policyPorts(rule.ports, `${path}/ports`);
      const side = direction === 'ingress' ? 'from' : 'to';
      for (const [peer, at] of placed(rule[side], `${path}/${side}`)) {
        yield* policyPeer(peer, at);
      }
    }
  }
};

function* policyPorts(value: Wire, path: string): Generator<string> {
  for (const [{ port, endPort }, at] of placed(value, path)) {
    if (port !== undefined && !isPort(port) && !isPortName(port)) {
      yield `${at}/port: ${JSON.stringify(port)} is not a port or a port name`;
    }
    if (endPort !== undefined && !(isPort(endPort) && isPort(port) && endPort >= port)) {
      yield `${at}/endPort: ${endPort} is not a port from the number in port`;
    }
  }
}

function* policyPeer(peer: Wire, path: string): Generator<string> {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if ((ipBlock === undefined) === (podSelector === undefined && namespaceSelector === undefined)) {
    yield `${path}: it must have an ipBlock or selectors, and not both`;
  }
  for (const range of ipBlock === undefined ? [] : [ipBlock.cidr, ...list(ipBlock.except)]) {
    const [address, size, ...more] = String(range).split('/');
    const bits = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1;
    if (more.length > 0 || !/^[0-9]+$/.test(size ?? '') || Number(size) > bits) {
      yield `${path}/ipBlock: ${JSON.stringify(range)} is not an address range`;
    }
  }
}

export const ingresses: Rule = function* ({ kind, spec }) {
  if (kind !== 'Ingress') {
    return;
  }
  if (list(spec?.rules).length === 0 && spec?.defaultBackend === undefined) {
    yield '/spec: it needs rules or a defaultBackend';
  }
  yield* spec?.defaultBackend === undefined ? [] : backend(spec.defaultBackend, '/spec/defaultBackend');
  for (const [rule, path] of placed(spec?.rules, '/spec/rules')) {
    if (rule.host !== undefined && !isSubdomain(String(rule.host).replace(/^\*\./, ''))) {
      yield `${path}/host: ${JSON.stringify(rule.host)} is not a host name`;
    }
    if (rule.http !== undefined && list(rule.http.paths).length === 0) {
      yield `${path}/http/paths: at least one is required`;
    }
    for (const [route, at] of placed(rule.http?.paths, `${path}/http/paths`)) {
      if (route.pathType !== 'ImplementationSpecific' && !String(route.path).startsWith('/')) {
        yield `${at}/path: ${JSON.stringify(route.path)} is not an absolute path`;
      }
      yield* backend(route.backend, `${at}/backend`);
    }
  }
};

function* backend(value: Wire, path: string): Generator<string> {
  const { service, resource } = value ?? {};
  if ((service === undefined) === (resource === undefined)) {
    yield `${path}: it must have a service or a resource`;
  }
  if (service !== undefined) {
    const { name, number } = service.port ?? {};
    if (!isServiceName(service.name)) {
      yield `${path}/service/name: ${JSON.stringify(service.name)} is not the name of a Service`;
    }
    if ((name === undefined) === (number === undefined) || !(name === undefined ? isPort(number) : isPortName(name))) {
      yield `${path}/service/port: it must have a name or a number between 1 and 65535`;
    }
  }
}
