#!/bin/sh
# As the official image: a first argument that is an option or a file of configuration means the server.
set -e
case "$1" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ]; then
  # The official build is compiled with protected mode off; Debian's is not.
  set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    find . ! -user redis -exec chown redis {} +
    exec setpriv --reuid redis --regid redis --init-groups "$0" "$@"
  fi
fi
exec "$@"
