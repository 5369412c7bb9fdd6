#!/bin/bash
# Run once in the finished root file system: compiles the client and, as the image's build does, keeps the classes that
# the storage tool and the server load at their start in archives, from which they start in half the time.
set -e
PATH=$PATH:/usr/lib/jvm/java-17-openjdk-amd64/bin
cd /opt/kafka
mkdir -p config /tmp/classes
cp /etc/kafka/docker/*.properties config/
libs=$(printf '%s:' /opt/kafka/libs/*.jar)
javac -cp "$libs" -d /tmp/classes client/Client.java
rm client/Client.java
jar -cf client/client.jar -C /tmp/classes .

KAFKA_JVM_PERFORMANCE_OPTS='-XX:ArchiveClassesAtExit=storage.jsa -Xlog:cds=off' KAFKA_HEAP_OPTS=-Xmx256m CLUSTER_ID=5L6g3nShT-eMCtK--X86sw \
  /opt/kafka/bin/kafka-run-class.sh kafka.docker.KafkaDockerWrapper setup \
  --default-configs-dir /etc/kafka/docker --mounted-configs-dir /mnt/shared/config --final-configs-dir /opt/kafka/config
cp /etc/kafka/docker/tools-log4j.properties config/log4j.properties
KAFKA_JVM_PERFORMANCE_OPTS='-XX:ArchiveClassesAtExit=kafka.jsa -Xlog:cds=off' KAFKA_HEAP_OPTS=-Xmx512m LOG_DIR=/tmp/classes KAFKA_GC_LOG_OPTS=-Xlog:disable \
  /opt/kafka/bin/kafka-server-start.sh config/server.properties &
server=$!
java -XX:ArchiveClassesAtExit=client/client.jsa -Xlog:cds=off -cp "${libs}client/client.jar" Client localhost:9092 create=archive:1:1 produce=archive:10:none consume=archive:10
kill "$server"
wait "$server" || [ $? = 143 ]
chmod 644 ./*.jsa client/*.jsa
rm -rf config logs /tmp/classes /tmp/kraft-combined-logs /tmp/hsperfdata_* /etc/kafka/docker/archive.sh
mkdir config
cp /etc/kafka/docker/*.properties config/
chown -R 1000:1000 config
