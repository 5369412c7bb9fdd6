#!/bin/bash
# Ships each new page once: here to its own output.
trap 'exit 0' TERM
declare -A shipped
while true; do
  for page in /var/pages/*; do
    if [ -f "$page" ] && [ -z "${shipped[$page]}" ]; then
      shipped[$page]=yes
      echo "shipped ${page##*/} $(stat -c %s "$page") bytes"
    fi
  done
  sleep 0.2 &
  wait $!
done
