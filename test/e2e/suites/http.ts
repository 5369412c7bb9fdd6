/** Requests from the node to a pod. */
import * as http from 'http';
import { Pod } from '../runner/pod';

export interface Answer { status: number; body: string }

export function request(pod: Pod, port: number, path: string, options: { method?: string; body?: string | Buffer; host?: string } = {}): Promise<Answer> {
  return requestTo(pod.ip, port, path, options);
}

export function requestTo(host: string, port: number, path: string, options: { method?: string; body?: string | Buffer } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = http.request({ host, port, path, method: options.method ?? 'GET', agent: false, timeout: 10_000 }, response => {
      let body = '';
      response.on('data', data => { body += data; });
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    });
    call.on('timeout', () => call.destroy(new Error(`no answer from ${host}:${port}${path}`)));
    call.on('error', reject);
    call.end(options.body);
  });
}

/** The body of an answer that must be 200; otherwise an error that says what came instead. */
export async function ok(answer: Promise<Answer>): Promise<string> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${status}: ${body}`);
  return body;
}
