import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { loadAll } from 'js-yaml';
import type { Manifest } from '../../src/manifest/model';
import { contextOf, evaluate } from '../../src/rules/evaluate';

/*
 * What the guide's own manifests deserve, and why. E.. is the number of the erratum in the guide; what no rule can tell
 * from a manifest (a broker's settings, where an image keeps its pid) is no finding here.
 */

const GUIDE = join(__dirname, '../fixtures/guide');

type Row = readonly [rule: string, severity: 'error' | 'warning', container: string | undefined, why: string];

/** What all six have in common: nothing that the restricted Pod Security Standard asks for beside the user. */
const notRestricted = (container: string): Row[] => [
  ['drop-all-capabilities', 'error', container, 'E19: no capabilities.drop'],
  ['no-privilege-escalation', 'error', container, 'E19: no allowPrivilegeEscalation: false'],
  ['seccomp-runtime-default', 'error', container, 'E19: no seccompProfile'],
  ['service-account-token', 'warning', undefined, 'E19: no automountServiceAccountToken: false'],
];

/** The field on the pod protects nothing, and no container has it. */
const atPodLevel = (container: string): Row[] => [
  ['misplaced-security-field', 'error', undefined, 'E01: no pod-level field'],
  ['read-only-root', 'error', container, 'E01: so the root stays writable'],
];

const walked = (claim: string): Row => ['fs-group', 'warning', undefined, `E62: fsGroup without OnRootMismatch on the claim ${claim}`];
const digest = (container: string): Row => ['image-digest-whole', 'error', container, 'E05: sha256:abc123... is no digest'];
const asksForLess = (asked: string, rule: string): Row => ['ephemeral-request-covers-volumes', 'warning', undefined, `E48: request ${asked}, 1.2 x the volumes is ${rule}`];
const evictedFirst = (limit: string, held: string): Row => ['empty-dir-within-ephemeral-limit', 'error', undefined, `E48: limit ${limit}, volumes ${held}`];
const twoWriters = (claim: string): Row => ['one-writer-per-claim', 'error', undefined, `E11: rolling update of a Deployment on the ReadWriteOnce claim ${claim}`];

const DESERVED: Record<string, Row[]> = {
  'kafka.yaml': [
    ...atPodLevel('kafka'),
    ...notRestricted('kafka'),
    walked('kafka-logs'),
    asksForLess('1Gi', '84Gi'),
    evictedFirst('5Gi', '70Gi'),
    digest('kafka'),
  ],
  'nginx.yaml': [
    ...atPodLevel('nginx'),
    ...notRestricted('nginx'),
    ['config-mounted-whole', 'warning', 'nginx', 'E16: nginx.conf by subPath is never updated'],
    asksForLess('500Mi', '6276Mi'),
    evictedFirst('2Gi', '5230Mi'),
    digest('nginx'),
  ],
  'postgresql.yaml': [
    ['read-only-root', 'error', 'postgres', 'E02: none at all in the main example'],
    ['run-as-non-root', 'error', 'postgres', 'E02: fsGroup only, no runAsNonRoot and no runAsUser'],
    ...notRestricted('postgres'),
    walked('postgres-data'),
    asksForLess('2Gi', '6156Mi'),
    evictedFirst('5Gi', '5130Mi'),
    twoWriters('postgres-data'),
    digest('postgres'),
  ],
  'python-gunicorn.yaml': [
    ...atPodLevel('app'),
    ...notRestricted('app'),
    asksForLess('500Mi', '1829Mi'),
    digest('app'),
  ],
  'redis-cache.yaml': [
    ...atPodLevel('redis'),
    ...notRestricted('redis'),
    asksForLess('1Gi', '12468Mi'),
    evictedFirst('3Gi', '10390Mi'),
    digest('redis'),
  ],
  'redis-database.yaml': [
    ...atPodLevel('redis'),
    ...notRestricted('redis'),
    walked('redis-data'),
    asksForLess('500Mi', '600Mi'),
    twoWriters('redis-data'),
    digest('redis'),
  ],
};

test('every manifest of the guide is judged', () => {
  expect(readdirSync(GUIDE).sort()).toEqual(Object.keys(DESERVED).sort());
});

test.each(Object.entries(DESERVED))('%s gets the findings that it deserves, no more and no fewer', (file, rows) => {
  const documents = loadAll(readFileSync(join(GUIDE, file), 'utf8')) as Manifest[];
  const context = contextOf(documents);
  const found = documents.flatMap((document) => evaluate(document, context).findings);
  expect(found.map(({ rule, severity, container }) => [rule, severity, container])).toEqual(rows.map((row) => row.slice(0, 3)));
});
