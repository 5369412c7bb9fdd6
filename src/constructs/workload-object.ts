import { ApiObject, ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { Judge } from './judge';

/** The object of a workload. A patch changes what the judge sees. */
export class WorkloadObject extends ApiObject {
  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props);
  }

  public addJsonPatch(...ops: JsonPatch[]): void {
    super.addJsonPatch(...ops);
    Judge.of(this).forget();
  }
}
