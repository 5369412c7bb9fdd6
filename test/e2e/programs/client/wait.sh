#!/bin/bash
# A client that waits to be told what to ask.
trap 'exit 0' TERM
sleep infinity &
wait $!
