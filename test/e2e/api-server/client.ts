/** Speaks to the API server as kubectl does, and keeps its warnings. */
import * as https from 'https';

export interface Answer {
  readonly status: number;
  readonly body: any;
  /** The texts of the Warning headers. */
  readonly warnings: string[];
}

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name?: string; namespace?: string; generateName?: string; [field: string]: any };
  [field: string]: any;
}

export interface Target { readonly port: number; readonly token: string; readonly ca: string }
export type Query = Record<string, string>;

const STRICT = { fieldManager: 'cdk8s-immutable', fieldValidation: 'Strict' };

export class Client {
  private readonly agent = new https.Agent({ keepAlive: true });
  private readonly resources = new Map<string, { plural: string; namespaced: boolean }>();

  constructor(private readonly target: Target) {}

  /** Server-side apply. The text, when given, goes out as it stands, so that the server itself parses the YAML. */
  async apply(object: KubeObject, namespace: string, options: { query?: Query; text?: string } = {}): Promise<Answer> {
    const path = await this.path(object, namespace, object.metadata.name);
    return this.request('PATCH', withQuery(path, { ...STRICT, force: 'true', ...options.query }),
      options.text ?? object, 'application/apply-patch+yaml');
  }

  async create(object: KubeObject, namespace: string, options: { query?: Query; text?: string } = {}): Promise<Answer> {
    const path = await this.path(object, namespace);
    return this.request('POST', withQuery(path, { ...STRICT, ...options.query }),
      options.text ?? object, options.text === undefined ? 'application/json' : 'application/yaml');
  }

  async get(object: KubeObject, namespace: string): Promise<Answer> {
    return this.request('GET', await this.path(object, namespace, object.metadata.name));
  }

  async delete(object: KubeObject, namespace: string): Promise<Answer> {
    const path = await this.path(object, namespace, object.metadata.name);
    return this.request('DELETE', withQuery(path, { propagationPolicy: 'Background', gracePeriodSeconds: '0' }));
  }

  /** A merge patch, as a controller or `kubectl patch` sends it. */
  async patch(object: KubeObject, namespace: string, change: object, subresource = ''): Promise<Answer> {
    const path = await this.path(object, namespace, object.metadata.name);
    return this.request('PATCH', `${path}${subresource}?fieldManager=controller`, change, 'application/merge-patch+json');
  }

  async isNamespaced(object: KubeObject): Promise<boolean> {
    return (await this.resource(object)).namespaced;
  }

  async request(method: string, path: string, body?: object | string, contentType?: string): Promise<Answer> {
    const payload = typeof body === 'object' ? JSON.stringify(body) : body;
    return new Promise((resolve, reject) => {
      const request = https.request({
        host: '127.0.0.1', port: this.target.port, ca: this.target.ca, agent: this.agent, method, path,
        headers: { authorization: `Bearer ${this.target.token}`, accept: 'application/json', ...(contentType && { 'content-type': contentType }) },
      }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (data: string) => { text += data; }).on('error', reject).on('end', () => {
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          resolve({ status: response.statusCode ?? 0, body: isJson ? JSON.parse(text) : text, warnings: readWarnings(response.rawHeaders) });
        });
      });
      request.setTimeout(30_000, () => request.destroy(new Error(`${method} ${path}: no answer within 30 s`)));
      request.on('error', reject).end(payload);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private async path(object: KubeObject, namespace: string, name?: string): Promise<string> {
    const { plural, namespaced } = await this.resource(object);
    const parts = [groupPath(object.apiVersion), ...(namespaced ? ['namespaces', namespace] : []), plural, ...(name ? [name] : [])];
    return parts.join('/');
  }

  private async resource(object: KubeObject): Promise<{ plural: string; namespaced: boolean }> {
    const key = (apiVersion: string, kind: string) => `${apiVersion} ${kind}`;
    const wanted = key(object.apiVersion, object.kind);
    if (!this.resources.has(wanted)) {
      const list = await this.request('GET', groupPath(object.apiVersion));
      for (const { name, kind, namespaced } of list.body?.resources ?? []) {
        if (!name.includes('/')) this.resources.set(key(object.apiVersion, kind), { plural: name, namespaced });
      }
    }
    const found = this.resources.get(wanted);
    if (found === undefined) throw new Error(`the API server knows no ${wanted}`);
    return found;
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function withQuery(path: string, query: Query): string {
  return `${path}?${new URLSearchParams(query)}`;
}

/** `299 - "text"`; node would join several headers into one line. */
function readWarnings(rawHeaders: string[]): string[] {
  return rawHeaders
    .filter((_, index) => index % 2 === 1 && rawHeaders[index - 1].toLowerCase() === 'warning')
    .map((value) => JSON.parse(/"(?:[^"\\]|\\.)*"/.exec(value)?.[0] ?? JSON.stringify(value)) as string);
}
