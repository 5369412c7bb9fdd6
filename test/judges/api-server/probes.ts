import { containersOf, podTemplate } from '../pod-templates';
import { list, Wire } from '../wire';
import { Rule } from './rule';
import { isCount, isPort, isPortName } from './syntax';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const LEAST = { initialDelaySeconds: 0, timeoutSeconds: 1, periodSeconds: 1, successThreshold: 1, failureThreshold: 1 };
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

export const probes: Rule = function* (manifest) {
  const template = podTemplate(manifest);
  const grace = template?.spec?.terminationGracePeriodSeconds ?? 30;
  for (const { container, path } of template ? containersOf(template) : []) {
    for (const probe of PROBES.filter((name) => container[name] !== undefined)) {
      yield* handler(container[probe], `${path}/${probe}`, container, ['exec', 'httpGet', 'tcpSocket', 'grpc']);
      yield* timing(container[probe], `${path}/${probe}`, probe);
    }
    for (const hook of ['postStart', 'preStop'].filter((name) => container.lifecycle?.[name] !== undefined)) {
      const at = `${path}/lifecycle/${hook}`;
      yield* handler(container.lifecycle[hook], at, container, ['exec', 'httpGet', 'sleep']);
      const seconds = container.lifecycle[hook].sleep?.seconds;
      if (seconds !== undefined && !(seconds >= 1 && seconds <= grace)) {
        yield `${at}/sleep/seconds: ${seconds} is not between 1 and the ${grace} seconds of grace`;
      }
    }
  }
};

function* handler(value: Wire, path: string, container: Wire, allowed: string[]): Generator<string> {
  const present = HANDLERS.filter((name) => value[name] !== undefined);
  if (present.length !== 1 || !allowed.includes(present[0])) {
    yield `${path}: it must have exactly one of ${allowed.join(', ')}`;
  }
  if (value.exec !== undefined && list(value.exec.command).length === 0) {
    yield `${path}/exec/command: it must not be empty`;
  }
  for (const name of ['httpGet', 'tcpSocket', 'grpc'].filter((key) => value[key] !== undefined)) {
    const port = value[name].port;
    if (typeof port === 'string' && name !== 'grpc') {
      // The server checks the name's form; a name that the container does not declare fails later, on the node.
      if (!isPortName(port) || !list(container.ports).some((declared) => declared?.name === port)) {
        yield `${path}/${name}/port: the container has no port named ${JSON.stringify(port)}`;
      }
    } else if (!isPort(port)) {
      yield `${path}/${name}/port: ${port} is not between 1 and 65535`;
    }
  }
}

function* timing(probe: Wire, path: string, name: string): Generator<string> {
  for (const [field, least] of Object.entries(LEAST)) {
    // Zero means the default to the server, so a zero that stands in a manifest says something that will not happen.
    if (probe[field] !== undefined && !(isCount(probe[field]) && probe[field] >= least)) {
      yield `${path}/${field}: ${probe[field]} is not a number from ${least}`;
    }
  }
  if (name !== 'readinessProbe' && (probe.successThreshold ?? 1) !== 1) {
    yield `${path}/successThreshold: it must be 1`;
  }
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && (name === 'readinessProbe' || !isCount(grace) || grace < 1)) {
    yield `${path}/terminationGracePeriodSeconds: not for a readiness probe, and from 1`;
  }
}
