import { Size } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, ISecret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Store } from './store';
import type { StoreProps } from './store-props';
import type { OwnRequest } from './workload';
import { POSTGRES_IMAGES, PostgresImage } from '../images/postgres-images';
import { findStoreImage, majorOf } from '../images/store-image';
import { postgresConf } from '../manifest/postgres-conf';
import { checkWhole } from '../plan/checks';
import type { MountRequest } from '../plan/mount-request';
import type { PathRequest } from '../plan/path-request';
import { PostgresTuning, PostgresWorkload, tunePostgres } from '../plan/postgres-tuning';
import type { Refusals } from '../plan/refusal';
import type { Shape } from '../plan/shape';
import { STORE } from '../plan/shapes';
import { planSize } from '../plan/size';
import { MIB } from '../sizing/amount';
import { StoragePurpose } from '../storage/storage-purpose';

/** A PostgreSQL server. */
export interface PostgresStoreProps extends StoreProps {
  /** Database that is created at the first start. Changing it later changes nothing. */
  readonly database: string;

  /** Secret with the keys `username` and `password`; mounted as files, read at the first start only. */
  readonly credentials: ISecret;

  /** The largest database: tables and indexes. The claim is twice that, or more where PostgreSQL needs it. */
  readonly expectedData: Size;

  /** Memory limit. A quarter becomes shared_buffers; /dev/shm is part of it. */
  readonly memory: Size;

  /**
   * What the queries are like.
   *
   * @default PostgresWorkload.OLTP
   */
  readonly workload?: PostgresWorkload;

  /**
   * Parallel queries that run at once; sizes /dev/shm. 0 turns parallel query off.
   *
   * @default - 10 for OLTP, 4 for OLAP
   */
  readonly parallelQueries?: number;

  /**
   * Most connections. Each is a process.
   *
   * @default - what the memory holds, at most 100 for OLTP and 20 for OLAP
   */
  readonly maxConnections?: number;

  /**
   * Files of all sorts, hash joins and temporary tables that run at once, on the claim.
   *
   * @default - 5Gi, never more than expectedData
   */
  readonly querySpace?: Size;

  /**
   * Major version of the server, 14 to 18. The data directory is the same for all; an update between majors needs pg_upgrade or a dump.
   *
   * @default - read from the tag
   */
  readonly majorVersion?: number;

  /**
   * Number of pods. Only 1: PostgreSQL's data has one writer, and a second pod on a claim of its own would be another, empty database.
   *
   * @default 1
   */
  readonly replicas?: number;
}

const PORT = 5432;
const MAJORS = { oldest: 14, newest: 18 };
const CONFIG_PATH = '/etc/postgresql';
const CREDENTIALS_PATH = '/run/secrets/postgresql';
/** One name for all versions and releases: a renamed data directory would be an empty database on a full claim. */
const DATA_DIRECTORY = 'pgdata';
/** The server's own client, by TCP: while the image makes the first database, a server answers on the socket that is not the real one. */
const READY = ['pg_isready', '--host', '127.0.0.1', '--port', `${PORT}`];

/** One line for each writable path beside the claim. */
function writablePaths(image: PostgresImage, tuning: PostgresTuning): PathRequest[] {
  const { tmp, socket, shm } = tuning.volumes;
  return [
    { path: { path: image.socketPath, purpose: StoragePurpose.UNIX_SOCKETS }, property: `writablePaths[${image.socketPath}]`, usual: () => socket },
    { path: { path: '/tmp', purpose: StoragePurpose.WORKING_DIRECTORY }, property: 'writablePaths[/tmp]', usual: () => tmp },
    ...tuning.parallelQueries === 0 ? [] : [
      { path: { path: '/dev/shm', purpose: StoragePurpose.SHARED_MEMORY }, property: 'writablePaths[/dev/shm]', usual: () => shm },
    ],
  ];
}

const SHAPE: Record<string, Shape> = {
  ...STORE, database: 'text', credentials: 'secret', expectedData: 'size', memory: 'size', workload: { oneOf: Object.values(PostgresWorkload) },
  parallelQueries: 'number', maxConnections: 'number', querySpace: 'size', majorVersion: 'number', replicas: 'number',
};

/**
 * PostgreSQL as a single primary: a StatefulSet with a claim, its configuration from the memory limit, a Service, and a policy
 * that admits whom `connections.allowFrom` names.
 */
export class PostgresStore extends Store implements IPodSelector, INetworkPolicyPeer {
  constructor(scope: Construct, id: string, props: PostgresStoreProps) {
    super(scope, id, props);
  }

  /** @internal */
  protected _shape() {
    return SHAPE;
  }

  /** @internal */
  protected get _component(): string {
    return 'store';
  }

  /** @internal */
  protected _request(_mounted: readonly MountRequest[], refusals: Refusals): OwnRequest {
    const props = this._props as PostgresStoreProps;
    const image = this.readImage(props, refusals);
    this.checkProps(props, refusals);
    const tuning = this.tune(props, refusals);
    const formula = tuning.volumes.claim;
    return {
      kind: 'StatefulSet',
      component: this._component,
      memory: props.memory,
      port: PORT,
      replicas: 1,
      sizedPaths: writablePaths(image, tuning),
      claims: [this._claim(image.claimPath, StoragePurpose.DATABASE_DATA, formula, 'expectedData', refusals)],
      configuration: { name: `${this.name}-config`, path: CONFIG_PATH, files: { 'postgresql.conf': postgresConf(tuning, image.socketPath, props.settings ?? {}) } },
      files: [{ path: CREDENTIALS_PATH, secret: props.credentials }],
      statefulSet: { serviceName: `${this.name}-peers`, parallel: false },
      image: {
        user: image.user,
        args: ['postgres', '-c', `config_file=${CONFIG_PATH}/postgresql.conf`],
        env: [
          { name: 'PGDATA', value: `${image.claimPath}/${DATA_DIRECTORY}` },
          { name: 'POSTGRES_DB', value: props.database },
          { name: 'POSTGRES_USER_FILE', value: `${CREDENTIALS_PATH}/username` },
          { name: 'POSTGRES_PASSWORD_FILE', value: `${CREDENTIALS_PATH}/password` },
        ],
        // No liveness: it would kill a server that recovers from a crash.
        probes: {
          startup: { handler: { command: READY }, period: 5, timeout: 5, failures: 360 },
          readiness: { handler: { command: READY }, period: 5, timeout: 5, failures: 3 },
        },
        terminationGrace: 120,
      },
    };
  }

  private readImage(props: PostgresStoreProps, refusals: Refusals): PostgresImage {
    const found = findStoreImage(POSTGRES_IMAGES, String(props.image ?? ''), props.imageFamily);
    if (found === undefined) {
      refusals.add({
        rule: 'image-family-known', so: `image "${props.image}" is no PostgreSQL family of the catalogue`, why: 'its user and paths are unknown',
        mend: `set imageFamily to one of ${POSTGRES_IMAGES.map(({ family }) => family).join(', ')}`,
      });
    }
    return found ?? POSTGRES_IMAGES[1];
  }

  private checkProps(props: PostgresStoreProps, refusals: Refusals): void {
    if (props.replicas !== undefined && props.replicas !== 1) {
      refusals.add({
        rule: 'one-primary', so: `replicas is ${props.replicas}`, why: 'each pod would be a database of its own behind one Service',
        mend: 'leave it out; for replication use an operator such as CloudNativePG',
      });
    }
    if (!/^[A-Za-z_][A-Za-z0-9_$-]{0,62}$/.test(String(props.database ?? ''))) {
      refusals.add({
        rule: 'database-name', so: `database is "${props.database}"`, why: 'a name has at most 63 letters, digits, "_", "$" and "-"', mend: 'state one',
      });
    }
    if (props.credentials === undefined) {
      refusals.add({ rule: 'credentials-stated', so: 'credentials are missing', why: 'the server does not start without a password', mend: 'name a Secret with username and password' });
    }
    const major = props.majorVersion ?? majorOf(String(props.image ?? ''));
    if (major === undefined || !(Number.isInteger(major) && major >= MAJORS.oldest && major <= MAJORS.newest)) {
      refusals.add({
        rule: 'major-version', so: `the major version is ${major ?? `not in the tag of "${props.image}"`}`, why: `this release knows ${MAJORS.oldest} to ${MAJORS.newest}`,
        mend: 'state majorVersion',
      });
    }
    checkWhole(props.parallelQueries, 'parallelQueries', 0, 10_000, refusals);
    checkWhole(props.maxConnections, 'maxConnections', 10, 10_000, refusals);
    this._checkStart([
      'PGDATA', 'PGPORT', 'POSTGRES_DB', 'POSTGRES_DB_FILE', 'POSTGRES_USER', 'POSTGRES_USER_FILE', 'POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE',
      'POSTGRES_HOST_AUTH_METHOD', 'POSTGRES_INITDB_WALDIR',
    ], refusals);
    this._checkSettings([
      { name: 'data_directory', why: 'the claim decides where the data is' },
      { name: 'unix_socket_directories', why: 'the socket needs the directory that is mounted for it' },
      { name: 'config_file', why: 'the configuration is mounted' },
      { name: 'hba_file', why: 'it lies in the data directory' },
      { name: 'ident_file', why: 'it lies in the data directory' },
      { name: 'external_pid_file', why: 'nothing is mounted for it' },
      { name: 'include', why: 'no other file is mounted' },
      { name: 'include_dir', why: 'no other file is mounted' },
      { name: 'include_if_exists', why: 'no other file is mounted' },
      { name: 'listen_addresses', why: 'Service and probes reach the server by TCP' },
      { name: 'port', why: 'Service and probes use it' },
      { name: 'shared_buffers', why: 'it follows from memory, which the other parts share' },
      { name: 'max_connections', why: 'maxConnections states it, and memory is divided by it' },
      { name: 'logging_collector', why: 'log files would fill the claim; the server logs to stderr' },
      { name: 'temp_tablespaces', why: 'no other volume is mounted' },
    ], refusals, /^[a-z_][\w.-]*$/i);
  }

  private tune(props: PostgresStoreProps, refusals: Refusals): PostgresTuning {
    const memory = planSize(props.memory, 'memory', refusals);
    const expectedData = props.expectedData === undefined ? undefined : planSize(props.expectedData, 'expectedData', refusals);
    if (props.expectedData === undefined) {
      refusals.add({ rule: 'size-stated', so: 'expectedData is missing', why: 'the claim is twice that', mend: 'state the largest database, e.g. Size.gibibytes(25)' });
    }
    const querySpace = props.querySpace === undefined ? undefined : planSize(props.querySpace, 'querySpace', refusals);
    const valid = !refusals.any;
    const tuning = tunePostgres({
      memory: valid ? memory! : 1024 * MIB,
      expectedData: valid ? expectedData! : MIB,
      querySpace: valid ? querySpace : undefined,
      workload: props.workload ?? PostgresWorkload.OLTP,
      parallelQueries: valid ? props.parallelQueries : undefined,
      maxConnections: valid ? props.maxConnections : undefined,
      major: props.majorVersion ?? majorOf(String(props.image ?? '')) ?? MAJORS.newest,
      basis: this._basis,
    });
    if (valid) {
      tuning.problems.forEach((problem) => refusals.add(problem));
    }
    return tuning;
  }
}
