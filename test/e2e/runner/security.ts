/** Who a container runs as and what it may do: security contexts of pod and container, and the image's user. */
import * as fs from 'fs';
import * as path from 'path';
import { Failure } from './failure';
import { Json } from './manifest';

/** What containerd gives a container that drops nothing. */
export const DEFAULT_CAPABILITIES = ['CHOWN', 'DAC_OVERRIDE', 'FSETID', 'FOWNER', 'MKNOD', 'NET_RAW', 'SETGID', 'SETUID', 'SETFCAP', 'SETPCAP',
  'NET_BIND_SERVICE', 'SYS_CHROOT', 'KILL', 'AUDIT_WRITE'];

export interface Identity {
  uid: number;
  gid: number;
  additionalGids: number[];
  capabilities: string[];
  noNewPrivileges: boolean;
  seccomp: boolean;
  readOnlyRoot: boolean;
}

export function identityOf(pod: Json, container: Json, imageUser: string, rootfs: string, podName: string): Identity {
  const podContext = pod.securityContext ?? {};
  const context = container.securityContext ?? {};
  const effective = (field: string) => context[field] ?? podContext[field];
  const [user, imageGroup] = imageUser.split(':');
  const runAsUser: number | undefined = effective('runAsUser');
  const numeric = user === '' ? 0 : /^\d+$/.test(user) ? Number(user) : undefined;
  if (effective('runAsNonRoot') === true) refuseRoot(runAsUser, numeric, user, podName, container.name);

  const accounts = read(rootfs, 'etc/passwd');
  const account = runAsUser === undefined && numeric === undefined ? accounts.find(row => row[0] === user)
    : accounts.find(row => Number(row[2]) === (runAsUser ?? numeric));
  const uid = runAsUser ?? numeric ?? Number(account?.[2]);
  if (Number.isNaN(uid)) throw new Failure('CreateContainerError', `unable to find user ${user}: no matching entries in passwd file`);
  // Without runAsGroup the runtime takes the group of the image's passwd entry, and root's when there is none.
  const gid = effective('runAsGroup') ?? (imageGroup && runAsUser === undefined ? Number(imageGroup) : Number(account?.[3] ?? 0));
  const fromImage = account ? read(rootfs, 'etc/group').filter(row => row[3]?.split(',').includes(account[0])).map(row => Number(row[2])) : [];
  const additionalGids = [gid, ...fromImage, ...podContext.supplementalGroups ?? [], ...podContext.fsGroup === undefined ? [] : [podContext.fsGroup]];

  return {
    uid,
    gid,
    additionalGids: [...new Set<number>(additionalGids)],
    capabilities: capabilities(context.capabilities ?? {}),
    noNewPrivileges: context.allowPrivilegeEscalation === false,
    // SeccompDefault is off on a stock kubelet: an absent profile means none.
    seccomp: effective('seccompProfile')?.type === 'RuntimeDefault',
    readOnlyRoot: context.readOnlyRootFilesystem === true,
  };
}

function refuseRoot(runAsUser: number | undefined, imageUid: number | undefined, user: string, pod: string, container: string): void {
  const where = `(pod: "${pod}", container: ${container})`;
  const refuse = (text: string) => { throw new Failure('CreateContainerConfigError', `${text} ${where}`); };
  if (runAsUser === 0) refuse("container's runAsUser breaks non-root policy");
  if (runAsUser !== undefined) return;
  if (imageUid === 0) refuse('container has runAsNonRoot and image will run as root');
  if (imageUid === undefined) refuse(`container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root`);
}

function capabilities(wish: { add?: string[]; drop?: string[] }): string[] {
  const bare = (names: string[] = []) => names.map(name => name.toUpperCase().replace(/^CAP_/, ''));
  const dropped = bare(wish.drop);
  const kept = dropped.includes('ALL') ? [] : DEFAULT_CAPABILITIES.filter(name => !dropped.includes(name));
  return [...new Set([...kept, ...bare(wish.add)])].map(name => `CAP_${name}`);
}

function read(rootfs: string, file: string): string[][] {
  const at = path.join(rootfs, file);
  return fs.existsSync(at) ? fs.readFileSync(at, 'utf8').trim().split('\n').map(line => line.split(':')) : [];
}
