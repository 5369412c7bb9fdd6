/** What is emitted, in the life of a cluster: applied, run by controllers, applied again, changed by its user. */
import { Checks } from './checks';
import { bindClaim, expectStatus } from './claims';
import type { Answer, Client, KubeObject } from './client';
import { childrenOf } from './controllers';
import { Document, labelOf } from './documents';
import { droppedFields, lostField } from './stored';
import { changedByUser } from './user-change';

export class GoldenTrial {
  private readonly claims: KubeObject[] = [];

  /** `what` names the golden and the server in every line that is printed. */
  constructor(private readonly client: Client, private readonly namespace: string, private readonly checks: Checks, private readonly what: string) {}

  async run(documents: Document[]): Promise<void> {
    for (const document of documents) await this.applyFirst(document);
    for (const document of documents) await this.makeChildren(await this.stored(document.object));
    for (const document of documents) await this.applyAgain(document);
    for (const claim of this.claims) await this.bindAndGrow(claim);
    for (const document of documents) await this.change(document);
  }

  private async applyFirst({ object, text, label }: Document): Promise<void> {
    const answer = await this.client.apply(object, this.namespace, { text });
    if (this.checks.check(`${this.what}: ${label} is accepted without a warning`, complaint(answer))) {
      this.checks.check(`${this.what}: ${label} is stored as written`, lostField(object, answer.body));
      if (object.kind === 'PersistentVolumeClaim') this.claims.push(answer.body);
    }
  }

  private async makeChildren(owner: KubeObject | undefined): Promise<void> {
    for (const child of owner ? childrenOf(owner) : []) {
      const answer = await this.client.create(child, this.namespace);
      this.checks.check(`${this.what}: ${labelOf(child)} of ${labelOf(owner!)} is accepted without a warning`, complaint(answer));
      if (answer.status >= 300) continue;
      if (child.kind === 'PersistentVolumeClaim') this.claims.push(answer.body);
      await this.makeChildren(answer.body);
    }
  }

  private async applyAgain({ object, text, label }: Document): Promise<void> {
    // The server writes a new claim once more at the first update, the content unchanged; from then on it is still.
    if (object.kind === 'PersistentVolumeClaim') await this.client.apply(object, this.namespace, { text });
    const before = await this.stored(object);
    const answer = await this.client.apply(object, this.namespace, { text });
    this.checks.check(`${this.what}: ${label} applied again changes nothing`, complaint(answer)
      ?? (JSON.stringify(before) === JSON.stringify(answer.body) ? undefined
        : `resourceVersion ${before?.metadata.resourceVersion} -> ${answer.body.metadata.resourceVersion}, `
          + `generation ${before?.metadata.generation} -> ${answer.body.metadata.generation}`));
  }

  private async bindAndGrow(claim: KubeObject): Promise<void> {
    await bindClaim(this.client, claim, this.namespace);
    const storage = changedByUser(claim)!.spec.resources.requests.storage;
    const answer = await this.client.patch(claim, this.namespace, { spec: { resources: { requests: { storage } } } });
    this.checks.check(`${this.what}: claim ${claim.metadata.name} grows`, complaint(answer));
  }

  private async change({ object, label }: Document): Promise<void> {
    const next = changedByUser(object);
    if (next === undefined) return;
    const before = await this.stored(object);
    if (next.kind === 'Job') await this.clearAway(next, label);
    const answer = await this.client.apply(next, this.namespace);
    this.checks.check(`${this.what}: ${label} takes a new image, size and replica`, complaint(answer)
      // Only what is dropped: twice 512Mi is written back as 1Gi.
      ?? droppedFields(next, answer.body)[0]
      ?? (answer.body.metadata.resourceVersion === before?.metadata.resourceVersion && next.kind !== 'PersistentVolumeClaim' ? 'nothing changed' : undefined));
  }

  /** A Job never changes its pods; its user deletes it and applies the new one. */
  private async clearAway(job: KubeObject, label: string): Promise<void> {
    const refusal = await this.client.apply(job, this.namespace);
    this.checks.check(`${this.what}: ${label} cannot change in place`,
      /field is immutable/.test(refusal.body?.message) ? undefined : `expected "field is immutable", got ${refusal.status} ${refusal.body?.message}`);
    expectStatus(await this.client.delete(job, this.namespace), `delete ${label}`);
  }

  private async stored(object: KubeObject): Promise<KubeObject | undefined> {
    const answer = await this.client.get(object, this.namespace);
    return answer.status === 200 ? answer.body : undefined;
  }
}

/** What the server has against a request: its refusal, or its warnings. */
function complaint(answer: Answer): string | undefined {
  if (answer.status >= 300) return `${answer.status} ${answer.body?.message ?? answer.body}`;
  return answer.warnings.length > 0 ? `warning: ${answer.warnings.join('; ')}` : undefined;
}
