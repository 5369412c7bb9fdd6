/** Services: names in every pod's hosts file instead of a DNS server, and a small TCP relay instead of kube-proxy. NetworkPolicies are not played. */
import * as net from 'net';
import { Environment, serviceLinks } from './environment';
import { Json, Manifest } from './manifest';
import { Network } from './network';

/** What a Service needs to know of a pod. */
export interface Backend { labels: Record<string, string>; ip: string; isReady: boolean; hostname: string; spec: Json }

export class Services {
  private readonly services: { object: Manifest; ip?: string }[] = [];
  private readonly listeners: net.Server[] = [];
  private turn = 0;

  constructor(private readonly network: Network, private readonly backends: () => Backend[]) {}

  async add(object: Manifest): Promise<void> {
    if (object.spec.clusterIP === 'None') {
      this.services.push({ object });
      return;
    }
    const ip = await this.network.serviceAddress();
    this.services.push({ object, ip });
    for (const port of object.spec.ports) await this.listen(object, ip, port);
  }

  links(): Environment {
    return serviceLinks(this.services.map(service => service.object), object => this.services.find(one => one.object === object)?.ip);
  }

  /** Lines for /etc/hosts: each Service, and each pod of a headless one. */
  hosts(): string[] {
    const names = (name: string) => ['', '.default', '.default.svc', '.default.svc.cluster.local'].map(end => name + end).join(' ');
    return this.services.flatMap(({ object, ip }) => {
      const name = object.metadata.name;
      if (ip) return [`${ip} ${names(name)}`];
      const pods = this.matching(object).filter(pod => pod.ip && (pod.isReady || object.spec.publishNotReadyAddresses));
      const own = pods.filter(pod => pod.spec.subdomain === name).map(pod => `${pod.ip} ${names(`${pod.hostname}.${name}`)}`);
      return [...own, ...pods.map(pod => `${pod.ip} ${names(name)}`)];
    });
  }

  close(): void {
    for (const listener of this.listeners) listener.close();
  }

  private matching(service: Manifest): Backend[] {
    const selector = Object.entries(service.spec.selector ?? {});
    return this.backends().filter(pod => selector.length > 0 && selector.every(([key, value]) => pod.labels[key] === value));
  }

  private listen(service: Manifest, ip: string, port: Json): Promise<void> {
    const server = net.createServer(client => {
      const ready = this.matching(service).filter(pod => pod.isReady);
      const pod = ready[this.turn++ % Math.max(ready.length, 1)];
      if (!pod) {
        client.destroy();
        return;
      }
      const upstream = net.connect(targetPort(port, pod), pod.ip);
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
      client.pipe(upstream).pipe(client);
    });
    this.listeners.push(server);
    return new Promise((resolve, reject) => {
      server.on('error', reject);
      server.listen(port.port, ip, resolve);
    });
  }
}

function targetPort(port: Json, pod: Backend): number {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target;
  return pod.spec.containers.flatMap((container: Json) => container.ports ?? []).find((one: Json) => one.name === target)?.containerPort;
}
