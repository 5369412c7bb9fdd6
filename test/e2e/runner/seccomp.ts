/**
 * A filter with the effect of containerd's RuntimeDefault: it lists what that profile refuses instead of what
 * it allows. Unlike the real one it lets system calls through that are newer than this list, and any personality.
 */
const REFUSED = `
  acct add_key bpf clock_adjtime clock_adjtime64 clock_settime clock_settime64 create_module delete_module fanotify_init finit_module
  fsconfig fsmount fsopen fspick get_kernel_syms get_mempolicy init_module io_uring_enter io_uring_register io_uring_setup ioperm iopl
  kcmp kexec_file_load kexec_load keyctl lookup_dcookie mbind migrate_pages mount mount_setattr move_mount move_pages nfsservctl
  open_by_handle_at open_tree perf_event_open pivot_root quotactl quotactl_fd query_module reboot request_key set_mempolicy
  set_mempolicy_home_node setdomainname sethostname setns settimeofday stime swapoff swapon sysfs syslog umount umount2 unshare uselib
  userfaultfd ustat vhangup vm86 vm86old _sysctl`.trim().split(/\s+/);

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const NAMESPACE_FLAGS = [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000];

const EPERM = 1;
const ENOSYS = 38;
const AF_VSOCK = 40;

export function runtimeDefaultSeccomp(capabilities: string[]): object {
  const refuse = (names: string[], errnoRet = EPERM, args?: object[]) => ({ names, action: 'SCMP_ACT_ERRNO', errnoRet, ...args && { args } });
  const whole = new Set(REFUSED);
  if (!capabilities.includes('CAP_SYS_CHROOT')) whole.add('chroot');
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    architectures: ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', 'SCMP_ARCH_X32', 'SCMP_ARCH_AARCH64', 'SCMP_ARCH_ARM'],
    syscalls: [
      refuse([...whole]),
      ...NAMESPACE_FLAGS.map(flag => refuse(['clone'], EPERM, [{ index: 0, value: flag, valueTwo: flag, op: 'SCMP_CMP_MASKED_EQ' }])),
      // libc falls back to clone only when clone3 seems not to exist.
      refuse(['clone3'], ENOSYS),
      refuse(['socket'], EPERM, [{ index: 0, value: AF_VSOCK, op: 'SCMP_CMP_EQ' }]),
    ],
  };
}
