/** Questions to PostgreSQL and Redis, asked with their own tools from inside a pod. */
import { Pod } from '../runner/pod';

/** Connection settings come from the environment line, e.g. PGHOST=db PGUSER=x. */
export async function sql(pod: Pod, environment: string, query: string): Promise<string> {
  const { code, stdout, output } = await pod.exec(['sh', '-c', `${environment} psql -v ON_ERROR_STOP=1 -qAtX -c "$1"`, 'sh', query]);
  if (code !== 0) throw new Error(output);
  return stdout.trim();
}

export async function redis(pod: Pod, environment: string, ...command: string[]): Promise<string> {
  const answer = (await pod.exec(['sh', '-c', `${environment} redis-cli "$@"`, 'sh', ...command])).output.trim();
  // Errors begin with a word in capitals and go on: "READONLY You can't ...".
  if (/^([A-Z]+ .+|Could not connect.*)/.test(answer)) throw new Error(answer);
  return answer;
}
