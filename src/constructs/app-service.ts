import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { reserveName } from './names';
import { PORT_NAME } from '../manifest/container';
import { checkDnsLabel, checkPort } from '../plan/checks';
import { Refusals } from '../plan/refusal';
import { checkShape } from '../plan/shape';

/** How a Service is reached. */
export enum AppServiceType {
  /** From within the cluster. */
  CLUSTER_IP = 'ClusterIP',

  /** On a port of every node. */
  NODE_PORT = 'NodePort',

  /** Through the cloud's load balancer. */
  LOAD_BALANCER = 'LoadBalancer',
}

/** The Service of a workload. */
export interface ExposeViaServiceOptions {
  /**
   * Name of the Service.
   *
   * @default - the workload's
   */
  readonly name?: string;

  /**
   * Port of the Service.
   *
   * @default - the container's
   */
  readonly port?: number;

  /**
   * How it is reached.
   *
   * @default AppServiceType.CLUSTER_IP
   */
  readonly serviceType?: AppServiceType;
}

/** The Ingress of a Service. */
export interface ExposeViaIngressOptions {
  /**
   * Host name.
   *
   * @default - every host
   */
  readonly host?: string;

  /**
   * Class of the Ingress.
   *
   * @default - the cluster's default
   */
  readonly className?: string;

  /**
   * Secret with the certificate for the host.
   *
   * @default - plain HTTP
   */
  readonly tlsSecretName?: string;
}

/** What a Service needs to know of its workload. */
export interface AppServiceProps extends ExposeViaServiceOptions {
  /** Name of the workload. */
  readonly workload: string;

  /**
   * Namespace of the workload.
   *
   * @default - the chart's
   */
  readonly namespace?: string;

  /** Labels that select the pods. */
  readonly selector: { [label: string]: string };

  /** Port that the container listens on. */
  readonly targetPort: number;
}

/** A Service. One node of the tree, so that large apps stay quick. */
export class AppService extends ApiObject {
  /** Port that clients use. */
  public readonly port: number;

  /** Host name within the namespace. */
  public readonly host: string;

  constructor(scope: Construct, id: string, props: AppServiceProps) {
    const name = props.name ?? props.workload;
    const port = props.port ?? props.targetPort;
    const refusals = new Refusals(scope.node.path);
    checkDnsLabel(name, 'name of the Service', 63, 'it is a DNS name', refusals);
    checkPort(port, 'port of the Service', refusals);
    if (/^[0-9]/.test(name)) {
      refusals.add({
        rule: 'name-valid', so: `name of the Service is "${name}"`, why: 'which may not start with a digit', mend: 'give it another one: exposeViaService({ name })',
      });
    }
    checkShape(props.serviceType ?? AppServiceType.CLUSTER_IP, { oneOf: Object.values(AppServiceType) }, 'serviceType', refusals);
    reserveName(scope, 'Service', props.namespace ?? Chart.of(scope).namespace, name, refusals);
    refusals.throwIfAny();
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: props.namespace, labels: props.selector },
      spec: {
        type: props.serviceType ?? AppServiceType.CLUSTER_IP,
        selector: props.selector,
        ports: [{ name: PORT_NAME, port, targetPort: PORT_NAME, protocol: 'TCP' }],
      },
    });
    this.port = port;
    this.host = name;
  }

  /**
   * Routes a path of the cluster's ingress to the Service.
   *
   * @param path prefix of the URLs, e.g. "/"
   */
  public exposeViaIngress(path: string, options: ExposeViaIngressOptions = {}): ApiObject {
    const { host, className, tlsSecretName } = options;
    const refusals = new Refusals(this.node.scope!.node.path);
    if (!String(path).startsWith('/')) {
      refusals.add({ rule: 'path-absolute', so: `path of the Ingress is "${path}"`, why: 'it must start with /', mend: `write "/${path}"` });
    }
    refusals.throwIfAny();
    const count = this.node.children.filter(({ node }) => node.id.startsWith('Ingress')).length;
    return new ApiObject(this, count === 0 ? 'Ingress' : `Ingress-${count + 1}`, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: count === 0 ? this.name : `${this.name}-${count + 1}`, namespace: this.metadata.namespace },
      spec: {
        ingressClassName: className,
        tls: tlsSecretName === undefined ? undefined : [{ hosts: host === undefined ? undefined : [host], secretName: tlsSecretName }],
        rules: [{
          host,
          http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: this.name, port: { name: PORT_NAME } } } }] },
        }],
      },
    });
  }
}
