import { Cron, Duration, Size } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { OwnRequest, Workload } from './workload';
import { checkShare, checkWhole } from '../plan/checks';
import type { MountRequest } from '../plan/mount-request';
import type { JobPlan } from '../plan/plan';
import type { Refusals } from '../plan/refusal';
import type { Shape } from '../plan/shape';
import { BATCH, WORKLOAD } from '../plan/shapes';
import { planSize } from '../plan/size';
import type { WorkloadProps } from '../plan/workload-props';
import { dataProcessingVolume, INTERMEDIATE_FACTOR } from '../sizing/data-processing';
import type { BatchLoad } from '../sizing/load';
import { StoragePurpose } from '../storage/storage-purpose';

/** Bulk data processing. */
export interface ReadOnlyJobProps extends WorkloadProps {
  /** Memory limit and request, memory volumes included. */
  readonly memory: Size;

  /** The largest batch; sizes the working directory by the guide's data-processing formula. */
  readonly batch: BatchLoad;

  /**
   * Working directory of the batch. An entry in `writablePaths` for it replaces the formula.
   *
   * @default "/work"
   */
  readonly workPath?: string;

  /**
   * When to run: a CronJob instead of a Job. A run that is not finished is never overtaken by the next.
   *
   * @default - once, now
   */
  readonly schedule?: Cron;

  /**
   * Time zone of the schedule.
   *
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;

  /**
   * How often a failed run is tried again. An eviction counts as one.
   *
   * @default 2
   */
  readonly retries?: number;

  /**
   * How long a run may take, tries included.
   *
   * @default - as long as it takes
   */
  readonly deadline?: Duration;

  /**
   * How long a finished Job stays, so that its logs can be read.
   *
   * @default Duration.days(1)
   */
  readonly keepFinished?: Duration;
}

const SHAPE: Record<string, Shape> = {
  ...WORKLOAD, memory: 'size', batch: BATCH, workPath: 'text', schedule: 'cron', timeZone: 'text', retries: 'number', deadline: 'duration', keepFinished: 'duration',
};

/**
 * A Job, or a CronJob when a schedule is given, with a read-only root file system and a working directory
 * that holds its largest batch. The template of a Job cannot change: delete the Job first, or give it a new id.
 */
export class ReadOnlyJob extends Workload implements IPodSelector, INetworkPolicyPeer {
  constructor(scope: Construct, id: string, props: ReadOnlyJobProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _shape() {
    return SHAPE;
  }

  /** @internal */
  protected get _component(): string {
    return 'job';
  }

  /** @internal */
  protected _request(_mounted: readonly MountRequest[], refusals: Refusals): OwnRequest {
    const props = this._props as ReadOnlyJobProps;
    const path = props.workPath ?? '/work';
    return {
      kind: props.schedule === undefined ? 'Job' : 'CronJob',
      component: this._component,
      memory: props.memory,
      sizedPaths: [{
        path: { path, purpose: StoragePurpose.BULK_DATA },
        property: `writablePaths[${path}]`,
        usual: () => workAmount(props.batch, refusals),
      }],
      job: planJob(props, refusals),
    };
  }
}

function workAmount(stated: BatchLoad | undefined, refusals: Refusals) {
  const batch: Partial<BatchLoad> = stated ?? {};
  const largestInput = planSize(batch.largestInput, 'batch.largestInput', refusals, true);
  const largestIntermediate = planSize(batch.largestIntermediate, 'batch.largestIntermediate', refusals, true);
  const output = planSize(batch.output, 'batch.output', refusals, true);
  const factor = batch.intermediateFactor;
  checkShare(factor, 'batch.intermediateFactor', INTERMEDIATE_FACTOR.least, INTERMEDIATE_FACTOR.most, 'the guide', refusals);
  const amount = dataProcessingVolume({
    largestInput: largestInput ?? 0,
    largestIntermediate: largestIntermediate ?? 0,
    output: output ?? 0,
    intermediateFactor: factor ?? INTERMEDIATE_FACTOR.usual,
  });
  if (amount.bytes === 0 && !refusals.any) {
    refusals.add({ rule: 'size-positive', so: 'batch adds up to 0', why: 'a limit of 0 counts as no limit', mend: 'state the largest batch' });
  }
  return { ...amount, bytes: Number.isSafeInteger(amount.bytes) ? Math.max(amount.bytes, 1) : 1 };
}

const RANGES: [number, number][] = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]];

/** Five fields of numbers in range, names of months and days, lists, ranges and steps. */
function isCron(expression: string): boolean {
  const fields = expression.trim().split(/\s+/);
  return fields.length === 5 && fields.every((field, index) => field.split(',').every((part) => {
    const match = /^(\*|\?|[a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?(?:\/(\d+))?$/i.exec(part);
    const [least, most] = RANGES[index];
    const inRange = (value: string | undefined) => value === undefined || !/^\d+$/.test(value) || (Number(value) >= least && Number(value) <= most);
    return match !== null && inRange(match[1]) && inRange(match[2]) && (match[3] === undefined || Number(match[3]) > 0);
  }));
}

function planJob(props: ReadOnlyJobProps, refusals: Refusals): JobPlan {
  const seconds = (duration: Duration | undefined) => (duration === undefined ? undefined : Math.ceil(duration.toSeconds({ integral: false })));
  checkWhole(props.retries, 'retries', 0, 1000, refusals);
  checkWhole(seconds(props.deadline), 'deadline in seconds', 1, 315_360_000, refusals);
  checkWhole(seconds(props.keepFinished), 'keepFinished in seconds', 0, 315_360_000, refusals);
  if (props.timeZone !== undefined && props.schedule === undefined) {
    refusals.add({ rule: 'time-zone', so: `timeZone is "${props.timeZone}" but there is no schedule`, why: 'so it means nothing', mend: 'leave it out, or state schedule' });
  }
  const schedule = props.schedule?.expressionString;
  if (schedule !== undefined && !isCron(schedule)) {
    refusals.add({
      rule: 'schedule-valid', so: `schedule is "${schedule}"`, why: 'which is no five fields of minute, hour, day, month and weekday', mend: 'write Cron.schedule({ minute: "30", hour: "2" })',
    });
  }
  if (props.timeZone !== undefined && !/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/.test(props.timeZone)) {
    refusals.add({ rule: 'time-zone', so: `timeZone is "${props.timeZone}"`, why: 'which is no name of the time zone database', mend: 'write it as Europe/Paris' });
  }
  return {
    schedule: props.schedule?.expressionString,
    timeZone: props.timeZone ?? 'Etc/UTC',
    retries: props.retries ?? 2,
    deadline: seconds(props.deadline),
    keepFinished: seconds(props.keepFinished) ?? 86_400,
  };
}
