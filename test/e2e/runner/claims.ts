/** Claims as a block-storage driver serves them: an ext4 file system of the size asked for, owned by root, with lost+found in it. */
import * as fs from 'fs';
import * as path from 'path';
import { Failure } from './failure';
import { Objects } from './objects';
import { quantity } from './quantity';
import { must, run } from './shell';

export class Claims {
  private readonly mounted = new Map<string, Promise<string>>();

  constructor(private readonly dir: string, private readonly objects: Objects) {}

  /** Mounts the claim on the node, made on first use; pods that come later see what is in it. */
  mount(name: string): Promise<string> {
    const known = this.mounted.get(name);
    if (known) return known;
    const claim = this.objects.find('PersistentVolumeClaim', name);
    if (!claim) throw new Failure('Unschedulable', `0/1 nodes are available: persistentvolumeclaim "${name}" not found.`);
    const made = this.make(name, quantity(claim.spec.resources.requests.storage));
    this.mounted.set(name, made);
    return made;
  }

  async close(): Promise<void> {
    for (const at of this.mounted.values()) await run(['umount', '-l', await at]);
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  private async make(name: string, bytes: number): Promise<string> {
    const at = path.join(this.dir, name);
    const image = `${at}.img`;
    fs.mkdirSync(at, { recursive: true });
    fs.writeFileSync(image, '');
    fs.truncateSync(image, bytes);
    // Sparse and lazily initialised, so that 700Gi cost no more than 1Gi; few inodes and a small journal for the same reason.
    const frugal = ['-E', 'lazy_itable_init=1,lazy_journal_init=1,nodiscard', '-m', '0', ...bytes > 2 ** 30 ? ['-i', '1048576', '-J', 'size=8'] : []];
    await must(['mkfs.ext4', '-q', '-F', ...frugal, image]);
    // No barriers: the machine is not going to lose its power within the test, and databases sync a lot.
    await must(['mount', '-o', 'loop,noinit_itable,barrier=0', image, at]);
    return at;
  }
}
