/** Stand-ins for images: real software from Debian, laid out and configured as the image it stands for would be. */
import * as path from 'path';
import { Image } from '../runner/images';

const program = (name: string) => path.join(__dirname, '..', 'programs', name);

/** The user hardened images run as; the tables below give it where the guide's or the example's images do not say. */
const NONROOT = '65532';

export const base: Image = {
  layers: [],
  cmd: ['sleep', 'infinity'],
  differs: 'it stands for no other image: Debian with a shell',
};

export const postgresql: Image = {
  layers: ['postgresql'],
  copies: { 'usr/local/bin': program('postgresql') },
  files: {
    'var/lib/postgresql': { content: 'dir', mode: 0o755, owner: 999 },
    'var/lib/postgresql/data': { content: 'dir', mode: 0o1777, owner: 999 },
    'run/postgresql': { content: 'dir', mode: 0o3777, owner: 999 },
  },
  // Debian's socket directory and paths are those of the official image, which is built from the same packages.
  build: ['sed', '-i', "s/^#listen_addresses = .*/listen_addresses = '*'/", '/usr/share/postgresql/15/postgresql.conf.sample'],
  env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/15/bin', PGDATA: '/var/lib/postgresql/data', LANG: 'C.UTF-8' },
  entrypoint: ['entrypoint.sh'],
  cmd: ['postgres'],
  stopSignal: 'INT',
  differs: 'official postgres:15: locale C.UTF-8 instead of en_US.utf8, setpriv instead of gosu, no scripts in /docker-entrypoint-initdb.d',
};

export const redis: Image = {
  layers: ['redis'],
  copies: { 'usr/local/bin': program('redis') },
  files: { data: { content: 'dir', owner: 101 } },
  // The official image holds no configuration; Debian's would be in the way of what is mounted there.
  build: ['rm', '-r', '/etc/redis'],
  workdir: '/data',
  entrypoint: ['entrypoint.sh'],
  cmd: ['redis-server'],
  differs: 'official redis:7: Debian\'s 7.0; its protected mode is turned off by the entrypoint, not in the build; uid 101 instead of 999',
};

export const nginx: Image = {
  layers: ['nginx'],
  files: { 'var/cache/nginx': { content: 'dir' } },
  cmd: ['nginx', '-g', 'daemon off;'],
  stopSignal: 'QUIT',
  differs: 'official nginx: Debian\'s 1.22, whose built-in temporary paths are /var/lib/nginx instead of /var/cache/nginx; no entrypoint scripts',
};

export const pythonApp: Image = {
  layers: ['python'],
  copies: { app: program('python-app') },
  files: { 'app/cache': { content: 'dir' } },
  workdir: '/app',
  user: NONROOT,
  cmd: ['python3', '-m', 'gunicorn', '--bind', '0.0.0.0:8000', '--workers', '2', 'app'],
  differs: 'a program of ours under Debian\'s gunicorn 20.1 and Python 3.11',
};

const node = (name: string): Image => ({
  layers: ['node'],
  copies: { app: program(name) },
  workdir: '/app',
  user: NONROOT,
  cmd: ['node', 'server.js'],
  differs: 'a program of ours under the Node that runs this suite',
});

export const nodeApi: Image = { ...node('node-api'), env: { PORT: '3000' } };
export const api: Image = { ...node('node-api'), env: { PORT: '8000' } };
export const shopApi: Image = { ...node('shop-api'), files: { 'app/cache': { content: 'dir' } } };
export const renderer = node('renderer');
export const resizer = node('resizer');

export const shipper: Image = {
  layers: [],
  copies: { app: program('shipper') },
  user: NONROOT,
  cmd: ['/app/ship.sh'],
  differs: 'a shell script of ours',
};

/** Clients of the servers above, with their command line tools. */
const client = (layer: string): Image => ({
  layers: [layer],
  copies: { app: program('client') },
  user: NONROOT,
  cmd: ['/app/wait.sh'],
  differs: 'a shell script of ours that sleeps',
});

export const psqlClient = client('postgresql');
export const redisClient = client('redis');

export const orders: Image = {
  layers: ['java'],
  copies: { app: program('orders') },
  build: ['javac', '-d', '/app', '/app/Orders.java'],
  workdir: '/app',
  user: NONROOT,
  cmd: ['java', '-cp', '/app', 'Orders'],
  differs: 'a program of ours with the JDK\'s own HTTP server, no Spring; Debian\'s OpenJDK 17',
};

export const batch: Image = {
  layers: ['python'],
  copies: { app: program('batch') },
  user: NONROOT,
  entrypoint: ['python3', '/app/batch.py'],
  differs: 'a program of ours under Debian\'s Python 3.11',
};
