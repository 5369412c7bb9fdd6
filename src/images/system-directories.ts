/** What a volume over a system directory would hide, in the words of a refusal. */
const HIDDEN: Record<string, string> = {
  '/': 'the whole image',
  '/bin': 'the programs of the image',
  '/boot': 'the boot files of the image',
  '/dev': 'the devices that the runtime provides',
  '/etc': 'passwd, the certificates and everything else the image has in /etc',
  '/lib': 'the libraries of the image',
  '/lib64': 'the libraries of the image',
  '/proc': 'the processes that the kernel shows there',
  '/sbin': 'the programs of the image',
  '/sys': 'the devices that the kernel shows there',
  '/usr': 'the programs and libraries of the image',
  '/usr/bin': 'the programs of the image',
  '/usr/lib': 'the libraries of the image',
  '/usr/lib64': 'the libraries of the image',
  '/usr/sbin': 'the programs of the image',
};

/** True below what the kernel itself shows: no sub-directory can be mounted either. */
export function belongsToKernel(path: string): boolean {
  return ['/proc', '/sys'].some((directory) => path === directory || path.startsWith(`${directory}/`));
}

/** What a volume mounted at this normalised path would hide; undefined when it hides nothing of the system. */
export function hiddenBy(path: string): string | undefined {
  const kernel = ['/proc/', '/sys/'].find((prefix) => path.startsWith(prefix));
  return kernel === undefined ? HIDDEN[path] : HIDDEN[kernel.slice(0, -1)];
}
