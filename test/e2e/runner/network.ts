/**
 * One private network: a bridge in this process's own network namespace, which plays the node; one pair of
 * virtual interfaces per pod. Nothing outside this namespace is touched.
 */
import { must } from './shell';

let networks = 0;

export class Network {
  static async create(): Promise<Network> {
    const network = new Network(networks++);
    await must(['ip', '-batch', '-'], {
      input: [
        'link set lo up',
        // An address of its own: otherwise it takes that of a port, changes it as pods come and go, and pods that knew the old one wait in vain.
        `link add ${network.bridge} address 02:00:0a:58:00:01 type bridge forward_delay 0`,
        `addr add ${network.nodeIp}/24 dev ${network.bridge}`,
        `link set ${network.bridge} up`,
      ].join('\n'),
    });
    return network;
  }

  private pods = 1;
  private services = 0;

  private constructor(private readonly index: number) {}

  get bridge(): string { return `pods${this.index}`; }
  get nodeIp(): string { return `10.${88 + Math.floor(this.index / 250)}.${this.index % 250}.1`; }

  /** Gives the network namespace of the process an address. */
  async attach(pid: number): Promise<string> {
    const number = ++this.pods;
    const ip = this.nodeIp.replace(/1$/, String(number));
    const link = `${this.bridge}-${number}`;
    await must(['ip', '-batch', '-'], {
      input: `link add ${link} type veth peer name eth0 netns ${pid}\nlink set ${link} master ${this.bridge} up\n`,
    });
    await must(['nsenter', `--net=/proc/${pid}/ns/net`, 'ip', '-batch', '-'], {
      input: `link set lo up\naddr add ${ip}/24 dev eth0\nlink set eth0 up\nroute add 10.98.0.0/16 via ${this.nodeIp}\n`,
    });
    return ip;
  }

  async serviceAddress(): Promise<string> {
    const ip = `10.98.${this.index % 250}.${++this.services}`;
    await must(['ip', 'addr', 'add', `${ip}/32`, 'dev', this.bridge]);
    return ip;
  }

  async close(): Promise<void> {
    await must(['ip', 'link', 'del', this.bridge]);
  }
}
