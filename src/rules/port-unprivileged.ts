import { CONTROLS } from './controls';
import { Rule, Severity } from './rule';

/*
 * Field: containers[].ports[].containerPort
 * Allowed: 1024 and above for a process that is not root and has no capabilities, unless the pod's sysctl opens lower ones
 */
export const portUnprivileged: Rule = {
  id: 'port-unprivileged',
  title: 'Processes listen where they may',
  severity: Severity.ERROR,
  rationale: 'Below 1024 a process needs a capability to listen, unless the runtime opens those ports: containerd 2.0 does, CRI-O and older ones do not.',
  controls: [CONTROLS.leastPrivilege],
  sources: ['ip(7), ip_unprivileged_port_start', 'containerd 2.0 release notes'],
  check: (pod) => {
    const sysctls: any[] = Array.isArray(pod.spec.securityContext?.sysctls) ? pod.spec.securityContext.sysctls : [];
    const opened = sysctls.find((sysctl) => sysctl?.name === 'net.ipv4.ip_unprivileged_port_start');
    const first = opened === undefined ? 1024 : Number(opened.value);
    return pod.containers
      .filter(({ container }) => {
        const user = container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
        const nonRoot = container.securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot;
        return (user === undefined ? nonRoot === true : user !== 0) && Array.isArray(container.ports);
      })
      .flatMap(({ container, name, pointer }) => container.ports!
        .map((port, index) => ({ number: Number(port?.containerPort), index }))
        .filter(({ number }) => number > 0 && number < first)
        .map(({ number, index }) => ({
          pointer: `${pointer}/ports/${index}/containerPort`,
          container: name,
          so: `container "${name}" listens on port ${number}`,
          why: `and below ${first} not every runtime lets a process without capabilities (CRI-O and containerd before 2.0 do not)`,
          mend: `listen on ${number === 443 ? 8443 : 8000 + number} and keep ${number} on the Service`,
        })));
  },
};
