import { readFileSync } from 'fs';
import { join } from 'path';
import { KAFKA, NGINX, STORE, WORKLOAD } from '../../src/plan/shapes';

/** The names of the props of an interface, as it is written. */
function propsOf(file: string, name: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', 'src', file), 'utf8');
  const body = new RegExp(`export interface ${name} [^{]*\\{([^]*?)\\n\\}`).exec(text)![1];
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, prop]) => prop);
}

const workload = propsOf('plan/workload-props.ts', 'WorkloadProps');
const store = [...workload, ...propsOf('constructs/store-props.ts', 'StoreProps')];

// A prop that the table lacks would be refused as unknown; one that only the table has would be ignored.
test.each<[string, string[], Record<string, unknown>]>([
  ['WorkloadProps', workload, WORKLOAD],
  ['StoreProps', store, STORE],
  ['KafkaBrokerProps', [...store, ...propsOf('constructs/kafka-broker.ts', 'KafkaBrokerProps')], KAFKA],
  ['NginxProxyProps', [...workload, ...propsOf('constructs/nginx-proxy.ts', 'NginxProxyProps')], NGINX],
])('the shape of %s has a line for each prop, and no other', (_, props, shape) => {
  expect(Object.keys(shape).sort()).toEqual([...props].sort());
});
