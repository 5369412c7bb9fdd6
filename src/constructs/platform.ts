import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { OLDEST_MINOR, readKubernetesVersion } from '../kubernetes/kubernetes-version';
import { Refusals } from '../plan/refusal';
import { ImagePolicy, NodeSwap, RuleException, Settings } from '../plan/settings';
import { checkShape, Shape } from '../plan/shape';
import { planSize } from '../plan/size';
import { checkExceptions } from '../rules/known-rule';
import { Severity } from '../rules/rule';
import { LOGS_PER_CONTAINER } from '../sizing/ephemeral-budget';
import { SizingBasis } from '../sizing/sizing-basis';

/** Defaults for all workloads of a scope. A setting of an inner scope wins over an outer one. */
export interface PlatformProps {
  /**
   * The oldest cluster that the YAML must run on, e.g. "1.33". Newer fields are emitted where it has them on by default.
   *
   * @default "1.28"
   */
  readonly kubernetesVersion?: string;

  /**
   * Whose formulas size volumes.
   *
   * @default SizingBasis.CORRECTED
   */
  readonly sizingBasis?: SizingBasis;

  /**
   * Storage class of new claims. Existing claims keep theirs: the class of a claim cannot change.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Storage classes whose disks are encrypted. The report of each store says whether its class is one of them.
   *
   * @default - none is known to be
   */
  readonly encryptedStorageClasses?: string[];

  /**
   * Whether nodes may write memory to disk.
   *
   * @default NodeSwap.OFF
   */
  readonly nodeSwap?: NodeSwap;

  /**
   * What log rotation may keep of one container: the kubelet's containerLogMaxSize x containerLogMaxFiles.
   *
   * @default - 50Mi
   */
  readonly containerLogs?: Size;

  /**
   * What an image without a digest is worth.
   *
   * @default ImagePolicy.DIGEST_PREFERRED
   */
  readonly imagePolicy?: ImagePolicy;

  /**
   * Rules that do not count here, each with its reason; those of outer scopes hold as well.
   *
   * @default - none
   */
  readonly exceptions?: RuleException[];

  /**
   * From which severity on a finding fails synthesis.
   *
   * @default Severity.ERROR
   */
  readonly failOn?: Severity;
}

const SHAPE: Shape = {
  fields: {
    sizingBasis: { oneOf: Object.values(SizingBasis) }, storageClassName: 'text', encryptedStorageClasses: { list: 'text' }, containerLogs: 'size',
    nodeSwap: { oneOf: Object.values(NodeSwap) }, imagePolicy: { oneOf: Object.values(ImagePolicy) }, failOn: { oneOf: Object.values(Severity) },
    exceptions: { list: { fields: { rule: 'text', reason: 'text', reviewBy: 'text' }, needed: ['rule', 'reason'] } },
  },
};

/** What was configured at a scope, and the first workload below it that has read its settings. */
interface Scoped {
  props?: PlatformProps;
  minor?: number;
  logs?: number;
  readBy?: string;
}

const SCOPES = new WeakMap<IConstruct, Scoped>();

/**
 * The platform's defaults: set once, above the workloads.
 */
export class Platform {
  /** The platform of an App, a Chart, or any scope below. */
  public static of(scope: IConstruct): Platform {
    return new Platform(scope);
  }

  /** @internal */
  public static _settingsOf(workload: IConstruct): Settings {
    const path = workload.node.path;
    const scopes = [...workload.node.scopes].reverse().map((scope) => {
      const scoped = SCOPES.get(scope) ?? {};
      scoped.readBy ??= path;
      SCOPES.set(scope, scoped);
      return scoped;
    });
    const nearest = <T>(read: (scoped: Scoped) => T | undefined) => scopes.map(read).find((value) => value !== undefined);
    return {
      minor: nearest(({ minor }) => minor) ?? OLDEST_MINOR,
      basis: nearest(({ props }) => props?.sizingBasis) ?? SizingBasis.CORRECTED,
      storageClassName: nearest(({ props }) => props?.storageClassName),
      encryptedStorageClasses: scopes.flatMap(({ props }) => props?.encryptedStorageClasses ?? []),
      nodeSwap: nearest(({ props }) => props?.nodeSwap) ?? NodeSwap.OFF,
      logsPerContainer: nearest(({ logs }) => logs) ?? LOGS_PER_CONTAINER,
      imagePolicy: nearest(({ props }) => props?.imagePolicy) ?? ImagePolicy.DIGEST_PREFERRED,
      exceptions: scopes.flatMap(({ props }) => props?.exceptions ?? []),
    };
  }

  /** @internal */
  public static _failOn(workload: IConstruct): Severity {
    return [...workload.node.scopes].reverse().map((scope) => SCOPES.get(scope)?.props?.failOn).find((value) => value !== undefined)
      ?? Severity.ERROR;
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Sets defaults for this scope. Before its first workload: what was made earlier has already used the old settings.
   */
  public configure(props: PlatformProps): void {
    if (props === undefined) {
      return;
    }
    const path = this.scope.node.path;
    const refusals = new Refusals(`Platform of "${path || 'the app'}"`);
    const scoped = SCOPES.get(this.scope) ?? {};
    if (scoped.readBy !== undefined) {
      refusals.add({
        rule: 'platform-first', so: `configure() came after ${scoped.readBy} was created`, why: 'which has already used the old settings',
        mend: 'move it above the first workload',
      });
    }
    const { kubernetesVersion: _, ...others } = props;
    checkShape(others, SHAPE, '', refusals);
    refusals.throwIfAny();
    const version = props.kubernetesVersion === undefined ? undefined : readKubernetesVersion(props.kubernetesVersion);
    if (version !== undefined && 'problem' in version) {
      const [so, mend] = version.problem.split('; ');
      refusals.add({ rule: 'kubernetes-version', so: `kubernetesVersion ${so}`, mend });
    }
    const logs = props.containerLogs === undefined ? undefined : planSize(props.containerLogs, 'containerLogs', refusals);
    checkExceptions(props.exceptions ?? [], refusals);
    refusals.throwIfAny();
    SCOPES.set(this.scope, {
      // What is stated as undefined takes nothing back.
      props: {
        ...scoped.props,
        ...Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)),
        exceptions: [...scoped.props?.exceptions ?? [], ...props.exceptions ?? []],
      },
      minor: version !== undefined && 'minor' in version ? version.minor : scoped.minor,
      logs: logs ?? scoped.logs,
    });
  }
}
