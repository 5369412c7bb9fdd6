import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { WorkloadPlan } from '../plan/plan';
import { ImagePolicy } from '../plan/settings';
import { contextOf, evaluate, Judgement } from '../rules/evaluate';

/** A workload that the judge looks at. */
export interface Subject {
  readonly construct: IConstruct;
  readonly apiObject: ApiObject;
  plan(): WorkloadPlan;
  /** What the report should say that no rule can know. */
  notes(): string[];
}

const JUDGES = new WeakMap<IConstruct, Judge>();

/**
 * Judges all workloads of a construct tree, once per synthesis. cdk8s runs each validation once per chart and
 * once more, so the result is kept until the event loop turns or one of our objects changes.
 */
export class Judge {
  public static of(construct: IConstruct): Judge {
    const root = construct.node.root;
    const judge = JUDGES.get(root) ?? new Judge(root);
    JUDGES.set(root, judge);
    return judge;
  }

  /** How often the rules were run over the whole tree. */
  public runs = 0;
  private readonly subjects: Subject[] = [];
  private readonly remembered = new Map<object, unknown>();

  private constructor(private readonly root: IConstruct) {}

  public register(subject: Subject): void {
    this.subjects.push(subject);
    this.forget();
  }

  /** Workloads below a scope, in the order of their construction. */
  public subjectsBelow(scope: IConstruct): Subject[] {
    return this.subjects.filter(({ construct }) => construct.node.scopes.includes(scope));
  }

  public forget(): void {
    this.remembered.clear();
  }

  public judgementOf(subject: Subject): Judgement {
    return this.remember(this, () => this.judgeAll()).get(subject)!;
  }

  /** Makes something once per synthesis, however often it is asked for. */
  public remember<T>(key: object, make: () => T): T {
    if (!this.remembered.has(key)) {
      if (this.remembered.size === 0) {
        setImmediate(() => this.forget()).unref();
      }
      this.remembered.set(key, make());
    }
    return this.remembered.get(key) as T;
  }

  private judgeAll(): Map<Subject, Judgement> {
    this.runs += 1;
    const claims = this.root.node.findAll()
      .filter((node): node is ApiObject => ApiObject.isApiObject(node) && node.kind === 'PersistentVolumeClaim')
      .map((claim) => claim.toJson());
    const context = contextOf(claims);
    return new Map(this.subjects.map((subject) => {
      const { settings } = subject.plan();
      return [subject, evaluate(subject.apiObject.toJson(), {
        ...context,
        minor: settings.minor,
        digestRequired: settings.imagePolicy === ImagePolicy.DIGEST_REQUIRED,
        logsPerContainer: settings.logsPerContainer,
      }, subject.construct.node.path)];
    }));
  }
}
