import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** A client of ours: `Client <servers> <step>...` does the steps; without steps it serves them, /step?step, on port 8080. */
public class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private final String servers;

  private Client(String servers) { this.servers = servers; }

  public static void main(String[] args) throws Exception {
    Client client = new Client(args[0]);
    if (args.length > 1) {
      for (int index = 1; index < args.length; index++) System.out.println(client.act(args[index]));
      System.exit(0);
    }
    HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> {
      int status = 200;
      StringBuilder answer = new StringBuilder();
      try {
        for (String step : exchange.getRequestURI().getQuery().split("&")) answer.append(client.act(step)).append('\n');
      } catch (Throwable error) {
        status = 500;
        ByteArrayOutputStream trace = new ByteArrayOutputStream();
        error.printStackTrace(new PrintStream(trace));
        answer.append(trace);
      }
      byte[] bytes = answer.toString().getBytes();
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
  }

  private Properties properties(String... more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", servers);
    properties.put("reconnect.backoff.max.ms", "200");
    for (int index = 0; index < more.length; index += 2) properties.put(more[index], more[index + 1]);
    return properties;
  }

  private String act(String step) throws Exception {
    String[] part = step.substring(step.indexOf('=') + 1).split(":");
    return switch (step.substring(0, step.indexOf('='))) {
      case "create" -> create(part);
      case "produce" -> produce(part[0], Integer.parseInt(part[1]), part[2], part.length > 3 ? Integer.parseInt(part[3]) : 100);
      case "consume" -> consume(part[0], Integer.parseInt(part[1]));
      case "describe" -> describe(part[0]);
      // The library for it is unpacked into the directory for temporary files.
      case "compress" -> "compressed to " + com.github.luben.zstd.Zstd.compress(part[0].getBytes()).length;
      default -> throw new IllegalArgumentException(step);
    };
  }

  /** name:partitions:copies[:setting:value]...; @2 instead of copies puts a single partition on broker 2. */
  private String create(String[] part) throws Exception {
    Map<String, String> settings = new TreeMap<>();
    for (int index = 3; index < part.length; index += 2) settings.put(part[index], part[index + 1]);
    NewTopic topic = part[2].startsWith("@") ? new NewTopic(part[0], Map.of(0, List.of(Integer.valueOf(part[2].substring(1)))))
      : new NewTopic(part[0], Integer.parseInt(part[1]), Short.parseShort(part[2]));
    try (Admin admin = Admin.create(properties())) {
      admin.createTopics(List.of(topic.configs(settings))).all().get();
      return "created";
    } catch (ExecutionException error) {
      if (error.getCause() instanceof TopicExistsException) return "exists";
      throw error;
    }
  }

  private String produce(String topic, int count, String compression, int bytes) throws Exception {
    String serializer = "org.apache.kafka.common.serialization.StringSerializer";
    Properties properties = properties("acks", "all", "compression.type", compression, "linger.ms", "5", "key.serializer", serializer, "value.serializer", serializer,
      "delivery.timeout.ms", String.valueOf(PATIENCE.toMillis()), "request.timeout.ms", "10000");
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties)) {
      List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
      for (int number = 0; number < count; number++) sent.add(producer.send(new ProducerRecord<>(topic, String.valueOf(number), "x".repeat(bytes))));
      for (var one : sent) one.get();
    }
    return "produced " + count;
  }

  /** Reads from the earliest message to the last there is, until it has that many or more, as a member of a group. */
  private String consume(String topic, int atLeast) {
    String deserializer = "org.apache.kafka.common.serialization.StringDeserializer";
    Properties properties = properties("group.id", "readers-" + System.nanoTime(), "auto.offset.reset", "earliest", "key.deserializer", deserializer,
      "value.deserializer", deserializer);
    int count = 0;
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties)) {
      consumer.subscribe(List.of(topic));
      for (long end = System.currentTimeMillis() + PATIENCE.toMillis(); count < atLeast && System.currentTimeMillis() < end;) {
        count += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    return "consumed " + count;
  }

  /** Each partition: leader, who is in sync, and the offsets that it still has. */
  private String describe(String topic) throws Exception {
    StringBuilder text = new StringBuilder();
    try (Admin admin = Admin.create(properties())) {
      for (var partition : admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions()) {
        TopicPartition one = new TopicPartition(topic, partition.partition());
        long first = admin.listOffsets(Map.of(one, OffsetSpec.earliest())).partitionResult(one).get().offset();
        long next = admin.listOffsets(Map.of(one, OffsetSpec.latest())).partitionResult(one).get().offset();
        List<Integer> inSync = partition.isr().stream().map(node -> node.id()).sorted().toList();
        text.append(String.format("partition %d leader %d insync %s from %d to %d%n", partition.partition(), partition.leader().id(), inSync, first, next));
      }
    }
    return text.toString().trim();
  }
}
