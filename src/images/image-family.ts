/** A family of images that need the same under a read-only root. */
export enum ImageFamily {
  /** Python. No byte code is written beside the sources. */
  PYTHON = 'python',

  /** Python with gunicorn. As PYTHON; the workers' heartbeat files live in the runtime's /dev/shm. */
  GUNICORN = 'gunicorn',

  /** Node.js. npm's cache and update check stay out of the home directory. */
  NODE = 'node',

  /** Java. The heap leaves room for memory volumes; no performance file is mapped in /tmp. */
  JVM = 'jvm',

  /** Java with Spring Boot and its embedded server. As JVM. */
  SPRING_BOOT = 'spring-boot',

  /** Go. The garbage collector knows the memory that is left beside memory volumes. */
  GO = 'go',
}
