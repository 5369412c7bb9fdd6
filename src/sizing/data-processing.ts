import { Amount, roundUp, show } from './amount';

/** The largest batch, in bytes; `BatchLoad` is its public face. */
export interface BatchFigures {
  readonly largestInput: number;
  readonly largestIntermediate: number;
  readonly output: number;
  readonly intermediateFactor: number;
}

/** The guide allows 2 to 3 times the largest intermediate data set; the safe end is the default. */
export const INTERMEDIATE_FACTOR = { least: 2, usual: 3, most: 3 };

/** Input staged + 2..3 x the largest intermediate data set + the result staged. */
export function dataProcessingVolume(batch: BatchFigures): Amount {
  const { largestInput, largestIntermediate, output, intermediateFactor } = batch;
  return {
    bytes: roundUp(largestInput + intermediateFactor * largestIntermediate + output),
    because: `${show(largestInput)} input + ${intermediateFactor} x ${show(largestIntermediate)} intermediate + ${show(output)} output`,
    source: 'guide, part 4, data processing applications',
  };
}
