import { ApiObject, ApiObjectMetadata, Chart, Lazy } from 'cdk8s';
import type { IConfigMap, INetworkPolicyPeer, IPodSelector, NetworkPolicyPeerConfig, PodSelectorConfig } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { configDigest, isExternal } from './config-digest';
import { Connections } from './connections';
import { Judge, Subject } from './judge';
import type { MountableVolume } from './mountable-volume';
import { checkMountable } from './mountable-volume';
import { reserveName } from './names';
import { defaultName } from './naming';
import type { ObjectOwner } from './own-objects';
import { Platform } from './platform';
import { plus } from './plus';
import type { ContainerPortsView, VolumeMountOptions } from './views';
import { WorkloadObject } from './workload-object';
import { PURPOSES, RAISE } from '../manifest/annotations';
import type { Manifest } from '../manifest/model';
import { workloadAnnotations } from '../manifest/notes';
import { selectorLabels } from '../manifest/pod';
import { apiVersionOf, renderWorkload } from '../manifest/workload';
import type { MountedFiles } from '../plan/config-sources';
import type { MountRequest } from '../plan/mount-request';
import type { WorkloadPlan } from '../plan/plan';
import { planWorkload } from '../plan/plan-workload';
import { Refusals } from '../plan/refusal';
import type { Settings } from '../plan/settings';
import { Shape, shapedProps } from '../plan/shape';
import type { WorkloadProps } from '../plan/workload-props';
import type { WorkloadRequest } from '../plan/workload-request';
import { contextOf } from '../rules/evaluate';
import { sentence } from '../rules/finding';
import { harden } from '../rules/harden';
import { Severity } from '../rules/rule';

/** What a subclass adds to the request for a plan. */
export type OwnRequest = Omit<WorkloadRequest, 'name' | 'props' | 'settings' | 'mounted' | 'containerName'>;

/**
 * The road of every workload: props -> plan -> manifest -> harden -> ApiObject.
 *
 * @internal
 */
export abstract class Workload extends Construct implements IPodSelector, INetworkPolicyPeer {
  /** Name of the object, its Service and its selector. */
  public readonly name: string;

  /** The object as Kubernetes gets it, for patches in kubectl's names. Nothing of a patch is dropped. */
  public readonly apiObject: ApiObject;

  /** Who may connect. */
  public readonly connections: Connections;

  /** @internal */
  protected readonly _props: WorkloadProps;

  /** @internal */
  protected readonly _settings: Settings;

  private mounted: readonly MountRequest[] = [];
  private current: WorkloadPlan;
  private ownFiles: readonly MountedFiles[] | undefined;
  private rendered?: { readonly plan: WorkloadPlan; readonly digest?: string; readonly manifest: Manifest };

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    this._props = shapedProps(this.node.path, props ?? {}, this._shape());
    this.name = this._props.metadata?.name ?? defaultName(this);
    this._settings = Platform._settingsOf(this);
    this.current = this.replan();
    this.connections = Connections._to({
      construct: this,
      name: this.name,
      namespace: this._namespace,
      selector: this._selector,
      ports: this.current.containers.flatMap(({ port }) => port ?? []),
      ownPorts: this.current.statefulSet?.parallel === true
        ? [this.current.containers[0].port!, ...Object.values(this.current.containers[0].extraPorts ?? {})]
        : [],
    });
    this.apiObject = new WorkloadObject(this, 'Default', {
      apiVersion: apiVersionOf(this.current.kind),
      kind: this.current.kind,
      metadata: this.metadata(),
      spec: Lazy.any({ produce: () => this.manifest().spec }),
    });
    const subject = { construct: this, apiObject: this.apiObject, plan: () => this.current, notes: () => this.notes() };
    Judge.of(this).register(subject);
    this.node.addValidation({ validate: () => this.failures(subject) });
  }

  /** Containers and their ports: by this shape cdk8s-plus's own `connections` find the port. */
  public get containers(): ContainerPortsView[] {
    return this.current.containers.map(({ name, port }) => ({ name, ports: port === undefined ? [] : [{ number: port }] }));
  }

  /**
   * Mounts a volume that stands by itself. For a directory of this workload alone, list it in `writablePaths`.
   *
   * @param path absolute path in the container
   * @param volume an EphemeralVolume of this workload, or a DurableVolume
   */
  public mount(path: string, volume: MountableVolume, options: VolumeMountOptions = {}): void {
    const refusals = new Refusals(this.node.path);
    checkMountable(this, volume, refusals);
    refusals.throwIfAny();
    this._changed([...this.mounted, {
      path, container: options.container, readOnly: options.readOnly ?? false, identity: volume.node.path, volume: volume._mountedBy(this),
    }]);
  }

  /** For cdk8s-plus: selects the pods. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return {
      labelSelector: plus().LabelSelector.of({ labels: this._selector }),
      namespaces: this._namespace === undefined ? undefined : { names: [this._namespace] },
    };
  }

  /** For cdk8s-plus: the pods as a peer of a network policy. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** For cdk8s-plus: the pods as a selector. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  /** @internal */
  public get _plan(): WorkloadPlan {
    return this.current;
  }

  /** @internal */
  public get _namespace(): string | undefined {
    return this._props.metadata?.namespace ?? Chart.of(this).namespace;
  }

  /** @internal */
  public get _owner(): ObjectOwner {
    return { construct: this, namespace: this._namespace, labels: this._selector };
  }

  /** @internal */
  public get _selector(): Record<string, string> {
    return selectorLabels(this.name, this._component);
  }

  /** @internal */
  protected abstract get _component(): string;

  /**
   * The props, for the check of their shape.
   *
   * @internal
   */
  protected abstract _shape(): Readonly<Record<string, Shape>>;

  /**
   * What this kind of workload adds to the request for a plan.
   *
   * @internal
   */
  protected abstract _request(mounted: readonly MountRequest[], refusals: Refusals): OwnRequest;

  /**
   * Plans anew after a change, and refuses a change that cannot be planned.
   *
   * @internal
   */
  protected _changed(mounted: readonly MountRequest[] = this.mounted): void {
    this.current = this.replan(mounted);
    this.mounted = mounted;
    Judge.of(this).forget();
  }

  /** What the report should say of this workload that no rule can know. @internal */
  protected _notes(): string[] {
    return [];
  }

  /** ConfigMaps whose change must roll the pods. */
  private get configMaps(): IConfigMap[] {
    const files = [...this.ownFiles ?? [], ...this._props.files ?? []].map(({ configMap }) => configMap).filter((each) => each !== undefined);
    return [...files, ...Object.values(this._props.configEnv ?? {}).map(({ configMap }) => configMap)];
  }

  private notes(): string[] {
    const external = [...new Set(this.configMaps.filter(isExternal).map(({ name }) => name))];
    return [
      ...external.map((name) => `ConfigMap "${name}" stands outside this app, so its changes do not roll the pods; restart them after a change`),
      ...this._notes(),
    ];
  }

  private replan(mounted = this.mounted): WorkloadPlan {
    const refusals = new Refusals(this.node.path);
    const own = this._request(mounted, refusals);
    // Pods are selected by name and component, so names are unique over all kinds of workload.
    reserveName(this, 'workload', this._namespace, this.name, refusals);
    const plan = planWorkload({
      ...own, name: this.name, containerName: this.containerName, props: this._props, settings: this._settings, mounted,
    }, refusals);
    refusals.throwIfAny();
    this.ownFiles = own.files;
    return plan;
  }

  /** The main container is called like the construct's component, so that a rename of the construct changes nothing. */
  private get containerName(): string {
    return this._component;
  }

  private metadata(): ApiObjectMetadata {
    return {
      ...this._props.metadata,
      name: this.name,
      namespace: this._namespace,
      labels: { ...this._props.metadata?.labels, ...this._selector },
      annotations: { ...this.annotations(), ...this._props.metadata?.annotations },
    };
  }

  /** Each value is read at synthesis, because a volume may be mounted after the object was made. */
  private annotations(): Record<string, string> {
    const keys = new Set([...Object.keys(workloadAnnotations(this.current)), RAISE, PURPOSES]);
    const late = (key: string) => Lazy.any({ produce: () => this.manifest().metadata!.annotations![key] });
    return Object.fromEntries([...keys].map((key) => [key, late(key)]));
  }

  /** The hardened manifest; made once for each plan and each state of the ConfigMaps. */
  private manifest(): Manifest {
    const digest = configDigest(this.configMaps, this.current.configuration?.files);
    if (this.rendered?.plan !== this.current || this.rendered.digest !== digest) {
      const { settings, user } = this.current;
      const bare = renderWorkload(this.current, this._namespace, digest);
      const context = contextOf([], { minor: settings.minor, logsPerContainer: settings.logsPerContainer });
      this.rendered = { plan: this.current, digest, manifest: harden(bare, context, { known: true, user }).manifest };
    }
    return this.rendered.manifest;
  }

  private failures(subject: Subject): string[] {
    const failOn = Platform._failOn(this);
    return Judge.of(this).judgementOf(subject).findings
      .filter(({ severity }) => severity === Severity.ERROR || failOn === Severity.WARNING)
      .map(sentence);
  }
}
