/** The objects pods refer to: a store, and the kubelet's words when one is missing. */
import { Failure } from './failure';
import { Json, Manifest } from './manifest';

export class Objects {
  private readonly all = new Map<string, Manifest>();

  add(object: Manifest): void {
    this.all.set(`${object.kind}/${object.metadata.name}`, object);
  }

  find(kind: string, name: string): Manifest | undefined {
    return this.all.get(`${kind}/${name}`);
  }

  ofKind(kind: string): Manifest[] {
    return [...this.all.values()].filter(object => object.kind === kind);
  }

  /** Keys and bytes of a ConfigMap or Secret; undefined when it is absent and may be. */
  data(kind: 'ConfigMap' | 'Secret', name: string, optional: boolean, missing: (text: string) => Failure): Record<string, Buffer> | undefined {
    const object = this.find(kind, name);
    if (!object) {
      if (optional) return undefined;
      throw missing(`${kind.toLowerCase()} "${name}" not found`);
    }
    return { ...bytes(object.data, kind === 'Secret'), ...bytes(object.binaryData, true), ...bytes(object.stringData, false) };
  }
}

function bytes(values: Json, encoded: boolean): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, Buffer.from(String(value), encoded ? 'base64' : 'utf8')]));
}
