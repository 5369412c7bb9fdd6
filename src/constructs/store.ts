import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { AppService } from './app-service';
import { reserveName } from './names';
import { makeBudget, makeConfigMap } from './own-objects';
import type { StoreProps } from './store-props';
import { Workload } from './workload';
import { PORT_NAME } from '../manifest/container';
import { Refusals } from '../plan/refusal';
import { planSize } from '../plan/size';
import type { ClaimRequest } from '../plan/workload-request';
import { Amount, stated } from '../sizing/amount';
import { formatBytes } from '../sizing/quantity';
import { SizingBasis } from '../sizing/sizing-basis';
import type { StoragePurpose } from '../storage/storage-purpose';

/** Settings that would lead a server away from its volumes. */
export interface ForbiddenSetting {
  readonly name: string;
  readonly why: string;
}

/**
 * A workload whose data must not be lost: Service, headless Service, configuration, a policy that admits whom
 * `connections` name and nobody else.
 *
 * @internal
 */
export abstract class Store extends Workload {
  /** Host name of the store within the namespace. */
  public readonly host: string;

  /** Port of the store. */
  public readonly port: number;

  constructor(scope: Construct, id: string, props: StoreProps) {
    super(scope, id, props);
    const { containers: [{ port }], statefulSet, replicas } = this._plan;
    this.port = port!;
    const metadata = { namespace: this._namespace, labels: this._selector };
    this.host = new AppService(this, 'Service', {
      workload: this.name, namespace: this._namespace, selector: this._selector, targetPort: this.port,
    }).host;
    const refusals = new Refusals(this.node.path);
    if (statefulSet !== undefined) {
      reserveName(this, 'Service', this._namespace, statefulSet.serviceName, refusals);
      new ApiObject(this, 'Peers', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: statefulSet.serviceName, ...metadata },
        spec: {
          clusterIP: 'None',
          selector: this._selector,
          // Brokers must find each other before any of them is ready.
          ...statefulSet.parallel ? { publishNotReadyAddresses: true } : {},
          ports: this._peerPorts().map(([name, number]) => ({ name, port: number, targetPort: name, protocol: 'TCP' })),
        },
      });
    }
    if (replicas !== undefined && replicas > 1) {
      makeBudget(this._owner, this.name);
    }
    makeConfigMap(this._owner, this._plan.configuration!.name, refusals, () => this._plan.configuration!.files);
    refusals.throwIfAny();
    this.connections._denyOthers();
    this.node.addValidation({ validate: () => this.connections._unreachable() });
  }

  /** @internal */
  protected _notes(): string[] {
    const claim = this._plan.volumes.find(({ template }) => template !== undefined);
    return [...super._notes(), ...claim === undefined ? [] : [encryptionNote(claim.storageClassName, this._settings.encryptedStorageClasses)]];
  }

  /** @internal */
  protected get _basis(): SizingBasis {
    return (this._props as StoreProps).sizingBasis ?? SizingBasis.CORRECTED;
  }

  /**
   * The claim of each pod: all of it follows from what the user states for this store.
   *
   * @internal
   */
  protected _claim(path: string, purpose: StoragePurpose, formula: Amount, property: string, refusals: Refusals): ClaimRequest {
    const props = this._props as StoreProps;
    const bytes = props.claimSize === undefined ? undefined : planSize(props.claimSize, 'claimSize', refusals);
    if (bytes !== undefined && bytes < formula.bytes && !refusals.any) {
      refusals.add({
        rule: 'claim-holds-data', so: `claimSize is ${formatBytes(bytes)} and the formula wants ${formatBytes(formula.bytes)}`,
        why: `${formula.because}; a claim that runs full stops the server`, mend: `raise claimSize, or lower ${property}`,
      });
    }
    return {
      name: 'data',
      path,
      purpose,
      amount: bytes === undefined ? formula : { ...stated(bytes, 'claimSize'), guideBytes: formula.guideBytes },
      accessMode: props.singlePodClaims === true ? 'ReadWriteOncePod' : 'ReadWriteOnce',
      storageClassName: props.storageClassName ?? this._settings.storageClassName,
      raise: `${property} or claimSize; kubectl patch pvc grows the claims`,
    };
  }

  /**
   * Refuses variables that would lead the server away from its volumes, and a command that would drop its configuration.
   *
   * @internal
   */
  protected _checkStart(reserved: readonly string[], refusals: Refusals): void {
    const { env, configEnv, secretEnv, command, args } = this._props;
    for (const name of Object.keys({ ...env, ...configEnv, ...secretEnv }).filter((each) => reserved.includes(each))) {
      refusals.add({
        rule: 'setting-contradicts-volume', so: `the variable ${name} is stated`, why: 'and it decides where the data is or who may log in', mend: 'remove it; the props decide it',
      });
    }
    if (command !== undefined || args !== undefined) {
      refusals.add({
        rule: 'setting-contradicts-volume', so: `${command === undefined ? 'args' : 'command'} of a store is stated`,
        why: 'and the start command carries its configuration, data directory and password', mend: 'use settings',
      });
    }
  }

  /** Refuses settings that the construct itself must decide. @internal */
  protected _checkSettings(forbidden: readonly ForbiddenSetting[], refusals: Refusals, names = /^/): void {
    const { settings = {} } = this._props as StoreProps;
    for (const [name, value] of Object.entries(settings)) {
      const found = forbidden.find((each) => each.name === name.toLowerCase());
      if (found !== undefined) {
        // What may be a password is not repeated.
        refusals.add({ rule: 'setting-contradicts-volume', so: `settings["${name}"] is ${/pass|auth|secret/i.test(name) ? 'stated' : `"${value}"`}`, why: found.why, mend: 'remove it' });
      }
      if (!names.test(name)) {
        refusals.add({ rule: 'setting-name', so: `settings[${JSON.stringify(name)}] is no name of a setting`, why: 'and the server would not start', mend: 'write the server\'s own name' });
      }
      if (/[\r\n\0]/.test(name + String(value))) {
        refusals.add({ rule: 'setting-one-line', so: `settings[${JSON.stringify(name)}] holds a line break`, why: 'so it would add lines of its own', mend: 'write one line' });
      }
    }
  }

  /** @internal */
  protected _peerPorts(): [string, number][] {
    return Object.entries({ [PORT_NAME]: this.port, ...this._plan.containers[0].extraPorts });
  }
}

/** The manifest names a class; only the class knows whether its disks are encrypted. */
function encryptionNote(storageClass: string | undefined, encrypted: readonly string[]): string {
  const named = storageClass === undefined ? 'the cluster\'s default storage class' : `storage class "${storageClass}"`;
  return storageClass !== undefined && encrypted.includes(storageClass)
    ? `encryption at rest: the data lies on ${named}, which the platform lists as encrypted`
    : `encryption at rest: the data lies on ${named}; whether that encrypts is decided by the class, not by this manifest, and the platform does not list it as encrypted`;
}
