import type { KafkaCluster } from '../plan/kafka-cluster';
import type { VariablePlan } from '../plan/plan';
import { MIB } from '../sizing/amount';

export const KAFKA_PORT = 9092;
export const KAFKA_CONTROLLER_PORT = 9093;

/** Where the environment's words become settings again: `_` is `.`, `__` is `_`, `___` is `-`. */
export function kafkaVariable(setting: string): string {
  return `KAFKA_${setting.replace(/[._-]/g, (sign) => ({ '.': '_', '_': '__', '-': '___' })[sign]!).toUpperCase()}`;
}

/** What the broker writes where. */
export interface KafkaDirectories {
  readonly messages: string;
  readonly logs: string;
}

/** The environment of each broker: who it is, what follows from the cluster, then what the user sets. */
export function kafkaEnvironment(
  cluster: KafkaCluster, clusterId: string, directories: KafkaDirectories, settings: Readonly<Record<string, string>>,
): VariablePlan[] {
  return [
    { name: 'POD_NAME', from: { kind: 'field', path: 'metadata.name' } },
    // An integer: the name of a pod is none.
    { name: 'KAFKA_NODE_ID', from: { kind: 'field', path: 'metadata.labels[\'apps.kubernetes.io/pod-index\']' } },
    { name: 'CLUSTER_ID', value: clusterId },
    { name: 'KAFKA_HEAP_OPTS', value: heapOptions(cluster) },
    { name: 'LOG_DIR', value: directories.logs },
    // The JVM's own default, written out: the start script keeps a file of 1Gi where nothing is said.
    ...cluster.keepGcLog ? [] : [{ name: 'KAFKA_GC_LOG_OPTS', value: '-Xlog:all=warning:stdout' }],
    ...Object.entries({ ...brokerSettings(cluster, directories.messages), ...settings })
      .map(([name, value]) => ({ name: kafkaVariable(name), value: String(value ?? '') })),
  ];
}

function brokerSettings(cluster: KafkaCluster, logDirectory: string): Record<string, string> {
  const { name, peers, namespace, brokers, replicationFactor, minInSyncReplicas } = cluster;
  const copies = `${replicationFactor}`;
  const inSync = `${minInSyncReplicas}`;
  // Clients are sent to this address. With a namespace it is found from others as well.
  const advertised = `$(POD_NAME).${peers}${namespace === undefined ? '' : `.${namespace}.svc`}`;
  return {
    'process.roles': 'broker,controller',
    // No host: 0.0.0.0 would be advertised for the controller, and is refused.
    'listeners': `PLAINTEXT://:${KAFKA_PORT},CONTROLLER://:${KAFKA_CONTROLLER_PORT}`,
    'advertised.listeners': `PLAINTEXT://${advertised}:${KAFKA_PORT}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': Array.from({ length: brokers }, (_, index) => `${index}@${name}-${index}.${peers}:${KAFKA_CONTROLLER_PORT}`).join(','),
    'log.dirs': logDirectory,
    'log.retention.ms': `${cluster.retention}`,
    'log.retention.bytes': `${cluster.retentionBytes}`,
    'log.segment.bytes': `${cluster.segmentBytes}`,
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

/** No liveness probe asks a broker that is out of memory, so it ends itself. */
function heapOptions({ heap, direct, metaspace }: KafkaCluster): string {
  const [xmx, buffers, classes] = [heap, direct, metaspace].map((bytes) => `${Math.floor(bytes / MIB)}m`);
  return `-Xms${xmx} -Xmx${xmx} -XX:MaxDirectMemorySize=${buffers} -XX:MaxMetaspaceSize=${classes} -XX:+ExitOnOutOfMemoryError`;
}

const PATTERN = '[%d] %p %m (%c)%n';

/**
 * Logs to stdout and nowhere else. As shipped, Kafka logs to hourly files as well and deletes none of them, which
 * fills any volume. Kafka 3 reads the first file, Kafka 4 the second.
 */
export const KAFKA_LOGGING: Readonly<Record<string, string>> = {
  'log4j.properties': [
    'log4j.rootLogger=INFO, stdout',
    'log4j.appender.stdout=org.apache.log4j.ConsoleAppender',
    'log4j.appender.stdout.layout=org.apache.log4j.PatternLayout',
    `log4j.appender.stdout.layout.ConversionPattern=${PATTERN}`,
    'log4j.logger.kafka.request.logger=WARN',
    'log4j.logger.kafka.network.RequestChannel$=WARN',
    '',
  ].join('\n'),
  'log4j2.yaml': [
    'Configuration:',
    '  Appenders:',
    '    Console:',
    '      name: STDOUT',
    '      PatternLayout:',
    `        pattern: "${PATTERN}"`,
    '  Loggers:',
    '    Root:',
    '      level: INFO',
    '      AppenderRef:',
    '        - ref: STDOUT',
    '    Logger:',
    '      - name: kafka.request.logger',
    '        level: WARN',
    '      - name: kafka.network.RequestChannel$',
    '        level: WARN',
    '',
  ].join('\n'),
};
