/** A control that a rule supports. Never "satisfies": no control is met by one field. */
export interface Control {
  readonly standard: string;
  readonly id: string;
}

const nist = (id: string): Control => ({ standard: 'NIST SP 800-53 rev 5', id });

/** The controls that the rules refer to, each once. */
export const CONTROLS = {
  changeRestriction: nist('CM-5'),
  leastFunctionality: nist('CM-7'),
  configurationSettings: nist('CM-6'),
  integrity: nist('SI-7'),
  leastPrivilege: nist('AC-6'),
  residualData: nist('SC-4'),
  denialOfService: nist('SC-5'),
  protectionAtRest: nist('SC-28'),
  processIsolation: nist('SC-39'),
  backup: nist('CP-9'),
  pciSecureConfiguration: { standard: 'PCI DSS v4.0.1', id: '2.2' },
  socMaliciousSoftware: { standard: 'SOC 2', id: 'CC6.8' },
  socChange: { standard: 'SOC 2', id: 'CC8.1' },
  socCapacity: { standard: 'SOC 2', id: 'A1.1' },
  cisDockerReadOnlyRoot: { standard: 'CIS Docker Benchmark 1.6.0', id: '5.13' },
  cisSecurityContext: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.6.3' },
  cisSeccomp: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.6.2' },
  cisEscalation: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.2.6' },
  cisRoot: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.2.7' },
  cisCapabilities: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.2.9' },
  cisHostPath: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.2.11' },
  cisServiceAccountToken: { standard: 'CIS Kubernetes Benchmark 1.12', id: '5.1.6' },
  podSecurityRestricted: { standard: 'Pod Security Standards', id: 'restricted' },
  nsaImmutable: { standard: 'NSA/CISA Kubernetes Hardening Guide 1.2', id: 'Immutable container file systems' },
  nistContainer: { standard: 'NIST SP 800-190', id: '4.4.4' },
} satisfies Record<string, Control>;
