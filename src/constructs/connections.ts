import { ApiObject, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Refusals } from '../plan/refusal';

/** What a policy needs to know of the workload that it protects. */
export interface ConnectionsTarget {
  readonly construct: Construct;
  readonly name: string;
  readonly namespace?: string;
  readonly selector: Record<string, string>;
  readonly ports: readonly number[];
  /** Ports that the pods open to one another: all of a cluster's. */
  readonly ownPorts?: readonly number[];
}

/**
 * Who may connect to a workload. Nothing is restricted until somebody is named; from then on nobody else may.
 * Only incoming traffic is governed: a rule for outgoing traffic would cut DNS and everything else.
 */
export class Connections {
  /**
   * The connections of a workload.
   *
   * @internal
   */
  public static _to(target: ConnectionsTarget): Connections {
    return new Connections(target);
  }

  private readonly peers: object[] = [];

  private constructor(private readonly target: ConnectionsTarget) {}

  /**
   * Lets a peer connect to this workload's port.
   *
   * @param peer one of our workloads, or a Pod, Deployment, Namespace or IP block of cdk8s-plus, of any version
   */
  public allowFrom(peer: IConstruct): void {
    this.peers.push(...readPeer(peer, this.target));
    this._denyOthers();
  }

  /**
   * The policy that admits the peers named, and nobody else.
   *
   * @internal
   */
  public _denyOthers(): void {
    const { construct, name, namespace, selector } = this.target;
    if (construct.node.tryFindChild('Policy') !== undefined) {
      return;
    }
    new ApiObject(construct, 'Policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace, labels: selector },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress'],
        ingress: Lazy.any({ produce: () => this.rules() }),
      },
    });
  }

  /**
   * What to say of a store that nobody may reach.
   *
   * @internal
   */
  public _unreachable(): string[] {
    const { node } = this.target.construct;
    return this.peers.length > 0 ? [] : [
      `accepts connections from nobody, its NetworkPolicy denies what is not named; add ${node.id}.connections.allowFrom(<client>) [store-reachable]`,
    ];
  }

  private rules(): object[] {
    const { ports, ownPorts = [], selector } = this.target;
    const to = (numbers: readonly number[]) => (numbers.length === 0 ? {} : { ports: numbers.map((port) => ({ port, protocol: 'TCP' })) });
    return [
      ...this.peers.length === 0 ? [] : [{ from: this.peers, ...to(ports) }],
      ...ownPorts.length === 0 ? [] : [{ from: [{ podSelector: { matchLabels: selector } }], ...to(ownPorts) }],
    ];
  }
}

/** Reads a peer by shape, so that the peers of any cdk8s-plus are understood. */
function readPeer(peer: IConstruct, target: ConnectionsTarget): object[] {
  const config = (peer as any)?.toNetworkPolicyPeerConfig?.();
  const block = config?.ipBlock;
  if (block?.cidr !== undefined) {
    return [{ ipBlock: { cidr: block.cidr, ...block.except?.length > 0 ? { except: block.except } : {} } }];
  }
  const pods = config?.podSelector;
  const podSelector = pods?.labelSelector?._toKube?.();
  if (podSelector === undefined) {
    const refusals = new Refusals(target.construct.node.path);
    refusals.add({
      rule: 'peer-known', so: `allowFrom(${peer?.node?.path ?? peer}) names something that is neither pods, namespaces nor an IP block`,
      why: 'so no rule can admit it', mend: 'name a workload of this library or of cdk8s-plus, or an IP block',
    });
    refusals.throwIfAny();
  }
  const byLabels = pods.namespaces?.labelSelector?._toKube?.();
  const names: string[] = pods.namespaces?.names ?? [];
  const own = names.length === 1 && names[0] === target.namespace;
  if (names.length === 0 || own) {
    return [{ podSelector, ...byLabels === undefined || own ? {} : { namespaceSelector: byLabels } }];
  }
  return names.map((name) => ({
    podSelector,
    namespaceSelector: { ...byLabels, matchLabels: { ...byLabels?.matchLabels, 'kubernetes.io/metadata.name': name } },
  }));
}
