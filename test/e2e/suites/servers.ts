/** Questions to PostgreSQL and Redis, asked with their own tools from inside a pod. */
import { Pod } from '../runner/pod';
import { until } from '../runner/shell';

/** Connection settings come from the environment line, e.g. PGHOST=db PGUSER=x. */
export async function sql(pod: Pod, environment: string, query: string): Promise<string> {
  const { code, stdout, output } = await pod.exec(['sh', '-c', `${environment} psql -v ON_ERROR_STOP=1 -qAtX -c "$1"`, 'sh', query]);
  if (code !== 0) throw new Error(output);
  return stdout.trim();
}

/** What a server says arrives in its log a moment after it answers. */
export async function says(pod: Pod, text: RegExp): Promise<void> {
  const said = await until(() => text.test(pod.logs()) || undefined, 5000);
  if (!said) throw new Error(`the log never says ${text}: ${pod.logs().slice(-2000)}`);
}

export async function redis(pod: Pod, environment: string, ...command: string[]): Promise<string> {
  const answer = (await pod.exec(['sh', '-c', `${environment} redis-cli "$@"`, 'sh', ...command])).output.trim();
  // Errors begin with a word in capitals and go on: "READONLY You can't ...".
  if (/^([A-Z]+ .+|Could not connect.*)/.test(answer)) throw new Error(answer);
  return answer;
}
