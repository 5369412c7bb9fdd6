/** Whose formula sizes a volume. An explicit size wins over both. */
export enum SizingBasis {
  /** The guide's figures to the letter: its MB and GB are written as Mi and Gi, as its manifests do. */
  GUIDE = 'guide',

  /** The guide's figures, except where the documentation of the software refutes them; exact units. */
  CORRECTED = 'corrected',
}
