/** One API server with its etcd, on loopback, in a temporary folder: no kubelet, no controllers. */
import { ChildProcess } from 'child_process';
import { generateKeyPairSync, randomBytes } from 'crypto';
import * as fs from 'fs';
import { createServer } from 'net';
import * as path from 'path';
import { startBound, stopProcess } from './bound-process';
import { Client } from './client';
import { makeScratch, onEarlyEnd } from './scratch';

const READY_WITHIN_MS = 90_000;

export interface Server {
  readonly client: Client;
  stop(): Promise<void>;
}

export async function startServer(etcd: string, apiServer: string): Promise<Server> {
  const folder = makeScratch();
  const children: ChildProcess[] = [];
  const release = onEarlyEnd(() => {
    children.forEach((child) => child.kill('SIGKILL'));
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const stop = async () => {
    // The API server first, or it would wait for its storage.
    for (const child of [...children].reverse()) await stopProcess(child);
    fs.rmSync(folder, { recursive: true, force: true });
    release();
  };
  try {
    const [clientPort, peerPort, securePort] = await freePorts(3);
    const start = (program: string, name: string, args: string[]) => {
      const log = fs.openSync(path.join(folder, `${name}.log`), 'w');
      children.push(startBound(program, args, { cwd: folder, stdio: ['ignore', log, log] }));
      fs.closeSync(log);
    };
    const token = writeSecrets(folder);
    start(etcd, 'etcd', etcdArguments(folder, clientPort, peerPort));
    start(apiServer, 'kube-apiserver', apiServerArguments(folder, clientPort, securePort));
    const client = await whenReady(folder, children, securePort, token);
    return { client, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function etcdArguments(folder: string, clientPort: number, peerPort: number): string[] {
  const [client, peer] = [clientPort, peerPort].map((port) => `http://127.0.0.1:${port}`);
  return [
    '--name=e2e', `--data-dir=${folder}/etcd`, '--unsafe-no-fsync', '--log-level=warn',
    `--listen-client-urls=${client}`, `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=e2e=${peer}`,
  ];
}

/** Admission plugins stay those of a default cluster: they are part of the judge. */
function apiServerArguments(folder: string, etcdPort: number, port: number): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`, '--bind-address=127.0.0.1', `--secure-port=${port}`,
    '--advertise-address=127.0.0.1', '--endpoint-reconciler-type=none', '--service-cluster-ip-range=10.96.0.0/16',
    // Signed by itself into this folder, where the client finds it.
    `--cert-dir=${folder}/certificates`, `--token-auth-file=${folder}/tokens.csv`, '--authorization-mode=RBAC',
    // As every cluster sets it; Pod Security is the one to refuse.
    '--allow-privileged=true',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${folder}/accounts.pub`, `--service-account-signing-key-file=${folder}/accounts.key`,
  ];
}

function writeSecrets(folder: string): string {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const token = randomBytes(24).toString('hex');
  fs.writeFileSync(`${folder}/accounts.pub`, publicKey);
  fs.writeFileSync(`${folder}/accounts.key`, privateKey, { mode: 0o600 });
  fs.writeFileSync(`${folder}/tokens.csv`, `${token},e2e,e2e,"system:masters"\n`, { mode: 0o600 });
  return token;
}

/** All are held open until all are known, so that none comes twice. */
async function freePorts(count: number): Promise<number[]> {
  const listeners = await Promise.all(Array.from({ length: count }, async () => new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const listener = createServer();
    listener.on('error', reject).listen(0, '127.0.0.1', () => resolve(listener));
  })));
  const ports = listeners.map((listener) => (listener.address() as { port: number }).port);
  await Promise.all(listeners.map(async (listener) => new Promise((resolve) => listener.close(resolve))));
  return ports;
}

async function whenReady(folder: string, children: ChildProcess[], port: number, token: string): Promise<Client> {
  const certificate = path.join(folder, 'certificates', 'apiserver.crt');
  const end = Date.now() + READY_WITHIN_MS;
  let last = 'no certificate yet';
  while (Date.now() < end) {
    const dead = children.find((child) => child.exitCode !== null || child.signalCode !== null);
    if (dead !== undefined) throw new Error(`${dead.spawnfile} ended: exit ${dead.exitCode ?? dead.signalCode}\n${logTail(folder)}`);
    if (fs.existsSync(certificate)) {
      const client = new Client({ port, token, ca: fs.readFileSync(certificate, 'utf8') });
      try {
        const answer = await client.request('GET', '/readyz');
        if (answer.status === 200) return client;
        last = `/readyz says ${answer.status}`;
      } catch (error) {
        last = String(error);
      }
      client.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the API server is not ready after ${READY_WITHIN_MS / 1000} s: ${last}\n${logTail(folder)}`);
}

function logTail(folder: string): string {
  return ['etcd', 'kube-apiserver']
    .map((name) => `${name}: ${fs.readFileSync(path.join(folder, `${name}.log`), 'utf8').split('\n').slice(-15).join('\n')}`)
    .join('\n');
}
