import type { IStorage, Volume } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { Judge } from './judge';
import type { VolumePlan } from '../plan/plan';
import { Refusals } from '../plan/refusal';

/** Refuses what is no volume of this library, and a volume that the pods could not find. */
export function checkMountable(workload: { readonly node: Construct['node']; readonly _namespace?: string }, volume: unknown, refusals: Refusals): void {
  if (!(volume instanceof MountableVolume)) {
    refusals.add({
      rule: 'volume-known', so: 'mount() was given something that is neither an EphemeralVolume nor a DurableVolume', mend: 'write mount(path, volume)',
    });
    return;
  }
  const claimNamespace = volume._claimNamespace();
  if (volume.node.root !== workload.node.root) {
    refusals.add({
      rule: 'volume-in-namespace', so: `${volume.node.path} belongs to another app`, why: 'so its claim is not in this output', mend: 'make the volume in this app',
    });
  } else if (claimNamespace !== undefined && claimNamespace.namespace !== workload._namespace) {
    const name = (namespace: string | undefined) => (namespace === undefined ? 'no stated namespace' : `the namespace "${namespace}"`);
    refusals.add({
      rule: 'volume-in-namespace', so: `${volume.node.path} has its claim in ${name(claimNamespace.namespace)} and this workload is in ${name(workload._namespace)}`,
      why: 'where its pods would wait for the claim for ever', mend: 'make the volume in the same namespace: DurableVolume has a prop for it',
    });
  }
}

/**
 * A volume that stands by itself: `app.mount(path, volume)` takes it, and so does any cdk8s-plus-28 container.
 */
export abstract class MountableVolume extends Construct implements IStorage {
  private readonly owners = new Set<IConstruct>();
  private volume?: Volume;

  constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** The volume for a cdk8s-plus container: `container.mount(path, volume)` calls it. */
  public asVolume(): Volume {
    if (this.volume === undefined) {
      this.volume = this._toPlusVolume();
      this.node.addValidation({ validate: () => Judge.of(this).remember(this, () => this.problems()) });
    }
    return this.volume;
  }

  /** cdk8s-plus does not say who mounts a volume, so its pods are looked through once they are complete. */
  private problems(): string[] {
    const mountedBy = (construct: any) => [...construct.containers ?? [], ...construct.initContainers ?? []]
      .some((container: any) => container?.mounts?.some?.((mount: any) => mount.volume === this.volume));
    const pods = this.node.root.node.findAll().filter(mountedBy);
    const owners = [...this.owners, ...pods].map(({ node }) => node.path);
    const many = pods.find((pod: any) => this._singleWriter() && (pod.replicas > 1 || pod.hasAutoscaler === true));
    if (many !== undefined) {
      owners.push('its further replicas');
    }
    const problem = owners.length < 2 ? undefined : this._sharedProblem();
    return problem === undefined ? [] : [`it is mounted by ${owners.join(' and ')}, ${problem.why}; ${problem.mend} [${problem.rule}]`];
  }

  /**
   * What a workload plans with; refuses a second workload where that cannot mean what it looks like.
   *
   * @internal
   */
  public _mountedBy(workload: IConstruct): Omit<VolumePlan, 'name'> {
    const other = [...this.owners].find((owner) => owner !== workload);
    if (other !== undefined) {
      const problem = this._sharedProblem();
      if (problem !== undefined) {
        const refusals = new Refusals(workload.node.path);
        refusals.add({ ...problem, so: `${this.node.path} is already mounted by ${other.node.path}` });
        refusals.throwIfAny();
      }
    }
    this.owners.add(workload);
    return this._plan();
  }

  /**
   * Why two workloads cannot mount it; undefined when they can.
   *
   * @internal
   */
  protected abstract _sharedProblem(): { rule: string; why: string; mend: string } | undefined;

  /**
   * Where its claim stands; undefined for a volume without one.
   *
   * @internal
   */
  public _claimNamespace(): { readonly namespace?: string } | undefined {
    return undefined;
  }

  /** @internal */
  protected abstract _plan(): Omit<VolumePlan, 'name'>;

  /** @internal */
  protected _singleWriter(): boolean {
    return false;
  }

  /** @internal */
  protected abstract _toPlusVolume(): Volume;
}
