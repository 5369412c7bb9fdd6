import type { MountedFiles } from './config-sources';
import type { MountRequest } from './mount-request';
import { planPath, samePath, volumeName } from './path';
import type { PathRequest } from './path-request';
import type { ConfigurationPlan, MountPlan, VolumePlan } from './plan';
import { planEphemeral } from './plan-volume';
import type { Refusals } from './refusal';
import type { Settings } from './settings';
import type { ClaimRequest } from './workload-request';
import type { WritablePath } from './writable-path';
import type { Amount } from '../sizing/amount';
import { StorageBacking } from '../storage/storage-backing';
import { StorageMatrix } from '../storage/storage-matrix';
import { StoragePurpose } from '../storage/storage-purpose';

/** Gathers the volumes of one pod and the mounts of its containers, each directory once per container. */
export class PodMounts {
  public readonly volumes: VolumePlan[] = [];
  private readonly mounts = new Map<string, (MountPlan & { readonly property: string; readonly asWritten: string })[]>();
  private readonly shared = new Map<string, string>();

  constructor(private readonly settings: Settings, private readonly refusals: Refusals) {}

  public of(container: string): MountPlan[] {
    return (this.mounts.get(container) ?? [])
      .map(({ volume, path, readOnly }) => ({ volume, path, readOnly }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  public memory(container: string): VolumePlan[] {
    const names = new Set(this.of(container).filter(({ readOnly }) => !readOnly).map(({ volume }) => volume));
    return this.volumes.filter(({ name, backing }) => backing === StorageBacking.MEMORY && names.has(name));
  }

  /** Adds writable paths; the ones that state no size come last, because theirs may follow from the others'. */
  public addPaths(container: string, requests: readonly PathRequest[], prefix = ''): void {
    const sized = requests.filter(({ path }) => path.size !== undefined);
    for (const { path: asked, property, usual } of [...sized, ...requests.filter(({ path }) => path.size === undefined)]) {
      const path = planPath(asked.path, property, this.refusals);
      const volume = planEphemeral(asked, property, this.settings, this.refusals, asked.size === undefined ? usual?.() : undefined);
      if (path !== undefined && volume !== undefined) {
        this.mount(container, path, false, property, asked.path, () => this.add(volume, path, prefix));
      }
    }
  }

  public addFiles(container: string, files: readonly MountedFiles[], list = 'files'): void {
    files.forEach((file, index) => {
      const property = `${list}[${index}]`;
      const path = planPath(file.path, `${property}.path`, this.refusals);
      const { configMap, secret } = file;
      if ((configMap === undefined) === (secret === undefined)) {
        this.refusals.add({
          rule: 'files-one-source', so: `${property} names ${configMap === undefined ? 'neither a configMap nor a secret' : 'a configMap and a secret'}`,
          mend: 'name exactly one',
        });
      } else if (path !== undefined) {
        const backing = configMap === undefined ? StorageBacking.SECRET : StorageBacking.CONFIG_MAP;
        const source = (configMap ?? secret!).name;
        this.mount(container, path, true, property, file.path, () => this.add({ backing, source, raise: `${configMap === undefined ? 'Secret' : 'ConfigMap'} "${source}"` }, path));
      }
    });
  }

  /** A claim of each pod's own. Its name is part of the identity of the data, so it does not follow from the path. */
  public addClaim(container: string, claim: ClaimRequest): void {
    const { name, path, amount, purpose, accessMode, storageClassName, raise } = claim;
    const decision = StorageMatrix.decide(purpose);
    this.volumes.push({ name, backing: StorageBacking.CLAIM, amount, decision, storageClassName, raise, template: { accessMode } });
    this.mount(container, path, false, `the claim "${name}"`, path, () => name);
  }

  public addConfiguration(container: string, { name, path }: ConfigurationPlan): void {
    this.mount(container, path, true, 'the configuration', path, () =>
      this.add({ backing: StorageBacking.CONFIG_MAP, source: name, raise: 'the configuration follows from the props' }, path));
  }

  public addMounted(container: string, request: MountRequest): void {
    const property = `mount("${request.path}", ${request.identity})`;
    const path = planPath(request.path, property, this.refusals);
    if (path !== undefined) {
      this.mount(container, path, request.readOnly, property, request.path, () => {
        const name = this.shared.get(request.identity) ?? this.add(request.volume, path);
        this.shared.set(request.identity, name);
        return name;
      });
    }
  }

  /** Mounts what another container writes at a path of its own into this one, at the same path. */
  public share(container: string, from: string, asked: string, property: string): void {
    const path = planPath(asked, property, this.refusals);
    const original = this.mounts.get(from)?.find((mount) => mount.path === path);
    if (path === undefined) {
      return;
    }
    if (original === undefined) {
      this.refusals.add({
        rule: 'shared-path-known', so: `${property} shares ${path}, which the main container does not mount`,
        why: 'so there is nothing to share', mend: 'list it in writablePaths of the workload as well',
      });
      return;
    }
    this.mount(container, path, original.readOnly, property, asked, () => original.volume);
  }

  private mount(container: string, path: string, readOnly: boolean, property: string, asWritten: string, volume: () => string): void {
    const mounts = this.mounts.get(container) ?? [];
    this.mounts.set(container, mounts);
    const earlier = mounts.find((mount) => mount.path === path);
    if (earlier !== undefined) {
      this.refusals.add({
        rule: 'mount-paths-unique',
        so: property.startsWith('writablePaths') && earlier.property.startsWith('writablePaths')
          ? `writablePaths lists "${earlier.asWritten}" and "${asWritten}", one directory`
          : `${path} is asked for by ${earlier.property} and by ${property}`,
        why: 'the API server takes both and one hides the other',
        mend: 'remove one',
      });
      return;
    }
    const below = mounts.find((mount) => path.startsWith(`${mount.path}/`) && this.volumes.some(({ name, template }) => name === mount.volume && template !== undefined));
    if (below !== undefined) {
      this.refusals.add({
        rule: 'mount-hides-data', so: `${path} of ${property} lies in ${below.path}, where the claim "${below.volume}" holds the data`, why: 'and would hide that part of it',
        mend: 'choose a path outside the claim',
      });
      return;
    }
    mounts.push({ volume: volume(), path, readOnly, property, asWritten });
  }

  private add(volume: Omit<VolumePlan, 'name'>, path: string, prefix = ''): string {
    const name = volumeName(path, new Set(this.volumes.map((each) => each.name)), prefix);
    this.volumes.push({ name, ...volume });
    return name;
  }
}

/** The default /tmp, unless the user lists one or wants none. */
export function tmpRequest(paths: readonly WritablePath[], wanted: boolean, property: string, usual?: () => Amount | undefined): PathRequest[] {
  const listed = paths.some(({ path }) => samePath(path, '/tmp'));
  return listed || !wanted ? [] : [{ path: { path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }, property, usual }];
}
