import { hiddenBy } from '../../src/images/system-directories';

test.each([
  ['/', 'the whole image'],
  ['/etc', 'passwd, the certificates and everything else the image has in /etc'],
  ['/usr', 'the programs and libraries of the image'],
  ['/bin', 'the programs of the image'],
  ['/lib64', 'the libraries of the image'],
  ['/dev', 'the devices that the runtime provides'],
  ['/proc', 'the processes that the kernel shows there'],
  ['/proc/sys', 'the processes that the kernel shows there'],
  ['/sys/fs/cgroup', 'the devices that the kernel shows there'],
])('a volume over %s hides %s', (path, what) => {
  expect(hiddenBy(path)).toBe(what);
});

test.each(['/tmp', '/etc/app', '/dev/shm', '/usr/share/app', '/processing', '/system', '/var'])('a volume over %s hides nothing of the system', (path) => {
  expect(hiddenBy(path)).toBeUndefined();
});
