#!/bin/bash
# Follows what Kafka's own start script does with its environment; without daemon, debugging and build trees.
base=$(dirname "$0")/..
LOG_DIR=${LOG_DIR:-$base/logs}
if [ -z "$KAFKA_LOG4J_OPTS" ]; then
  KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:$base/config/tools-log4j.properties"
elif [ ! -d "$LOG_DIR" ]; then
  mkdir -p "$LOG_DIR"
fi
while [ $# -gt 0 ]; do
  case $1 in
    -name) name=$2; shift 2 ;;
    -loggc) KAFKA_GC_LOG_OPTS=${KAFKA_GC_LOG_OPTS:--Xlog:gc*:file=$LOG_DIR/$name-gc.log:time,tags:filecount=10,filesize=100M}; shift ;;
    *) break ;;
  esac
done
libs=$(printf ':%s' "$base"/libs/*.jar)
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx256M} ${KAFKA_JVM_PERFORMANCE_OPTS:--server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -Djava.awt.headless=true} \
  $KAFKA_GC_LOG_OPTS $KAFKA_JMX_OPTS -Dkafka.logs.dir="$LOG_DIR" $KAFKA_LOG4J_OPTS -cp "${libs#:}" $KAFKA_OPTS "$@"
