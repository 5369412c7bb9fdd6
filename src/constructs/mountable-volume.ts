import type { IStorage, Volume } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { Judge } from './judge';
import type { VolumePlan } from '../plan/plan';
import { Refusals } from '../plan/refusal';

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
    const owners = [...this.owners, ...this.node.root.node.findAll().filter(mountedBy)].map(({ node }) => node.path);
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

  /** @internal */
  protected abstract _plan(): Omit<VolumePlan, 'name'>;

  /** @internal */
  protected abstract _toPlusVolume(): Volume;
}
