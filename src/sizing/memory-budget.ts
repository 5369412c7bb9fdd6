import { ceilTo, MIB, show, sum } from './amount';
import { SizingBasis } from './sizing-basis';

export interface MemoryFigures {
  /** Size limits of the memory-backed volumes, in bytes. */
  readonly memoryVolumes: readonly number[];
  /** What the application itself needs at its peak, in bytes. */
  readonly workingMemory: number;
}

export interface MemoryBudget {
  readonly bytes: number;
  readonly because: string;
  readonly source: string;
}

/** Memory-backed volumes are charged to the container that writes them: the limit must hold both. */
export function memoryBudget(figures: MemoryFigures, basis: SizingBasis): MemoryBudget {
  const volumes = sum(figures.memoryVolumes);
  const need = volumes + figures.workingMemory;
  const slack = basis === SizingBasis.GUIDE ? 0 : figures.workingMemory / 10;
  return {
    bytes: ceilTo(need + slack, MIB),
    because: `${show(figures.workingMemory)} working memory + ${show(volumes)} of memory volumes${slack > 0 ? ' + 10% slack' : ''}`,
    source: slack > 0 ? 'guide, part 2, tmpfs; slack for page cache and peaks' : 'guide, part 2, tmpfs',
  };
}
