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

  /** PostgreSQL, official image on Debian. User 999. */
  POSTGRES = 'postgres',

  /** PostgreSQL, official image on Alpine. User 70. */
  POSTGRES_ALPINE = 'postgres-alpine',

  /** PostgreSQL, CleanStart image as in the guide. User 999. */
  POSTGRES_CLEANSTART = 'postgres-cleanstart',

  /** Redis, official image. User 999. */
  REDIS = 'redis',

  /** Valkey, official image. User 999. */
  VALKEY = 'valkey',

  /** Redis, CleanStart image as in the guide. User 65532. */
  REDIS_CLEANSTART = 'redis-cleanstart',

  /** Redis, Bitnami image. User 1001. */
  REDIS_BITNAMI = 'redis-bitnami',

  /** Kafka, official image of the Apache project. User 1000. */
  KAFKA = 'kafka',

  /** Kafka, CleanStart image as in the guide, with the start scripts of the official one. User 65532. */
  KAFKA_CLEANSTART = 'kafka-cleanstart',

  /** nginx, official image on Debian or Alpine. User 101. */
  NGINX = 'nginx',

  /** nginx, unprivileged image. User 101. */
  NGINX_UNPRIVILEGED = 'nginx-unprivileged',

  /** nginx, CleanStart image as in the guide. User 65532. */
  NGINX_CLEANSTART = 'nginx-cleanstart',

  /** nginx, Bitnami image. User 1001. */
  NGINX_BITNAMI = 'nginx-bitnami',
}
