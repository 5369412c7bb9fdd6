#!/bin/bash
# Follows the documented steps of the official image's entrypoint: step down from root, make a cluster, start.
set -e
sockets=/var/run/postgresql

mkdir -p "$PGDATA"
chmod 0700 "$PGDATA" || true
mkdir -p "$sockets" || true
chmod 3775 "$sockets" || true
if [ "$(id -u)" = 0 ]; then
  find "$PGDATA" ! -user postgres -exec chown postgres {} +
  find "$sockets" ! -user postgres -exec chown postgres {} +
  exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
fi

# initdb wants a name for its user; the image lends an unknown one a name through libnss_wrapper and files in /tmp.
if [ -z "$(getent passwd "$(id -u)")" ]; then
  NSS_WRAPPER_PASSWD="$(mktemp)"
  NSS_WRAPPER_GROUP="$(mktemp)"
  echo "postgres:x:$(id -u):$(id -g):PostgreSQL:$PGDATA:/bin/false" > "$NSS_WRAPPER_PASSWD"
  echo "postgres:x:$(id -g):" > "$NSS_WRAPPER_GROUP"
  export NSS_WRAPPER_PASSWD NSS_WRAPPER_GROUP LD_PRELOAD=libnss_wrapper.so
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user="${POSTGRES_USER:-$(cat "${POSTGRES_USER_FILE:-/dev/null}")}"
  user="${user:-postgres}"
  password="${POSTGRES_PASSWORD:-$(cat "${POSTGRES_PASSWORD_FILE:-/dev/null}")}"
  if [ -z "$password" ]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.' >&2
    exit 1
  fi
  initdb --username="$user" --pwfile=<(printf '%s\n' "$password") --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  # Over the socket only, so that nothing outside sees a half-made database.
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  database="${POSTGRES_DB:-$user}"
  if [ "$database" != postgres ]; then
    psql -v ON_ERROR_STOP=1 --username "$user" --no-password --dbname postgres -c "CREATE DATABASE \"$database\""
  fi
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
