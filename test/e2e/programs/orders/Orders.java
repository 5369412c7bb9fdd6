import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Answers where Spring Boot's actuator does, reads its configuration and credentials from files, spools uploads, keeps keys. */
public class Orders {
    private static final Path KEYS = Path.of("/run/keys");

    interface Handler {
        String answer(HttpExchange exchange) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        String location = System.getenv("SPRING_CONFIG_ADDITIONAL_LOCATION").substring("file:".length());
        String config = Files.readString(Path.of(location, "application.yaml"));
        String user = Files.readString(Path.of("/run/secrets/database/username"));
        // A key made at start and never written to disk.
        Files.writeString(KEYS.resolve("signing"), "key");

        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        serve(server, "/actuator/health", exchange -> "{\"status\":\"UP\"}");
        serve(server, "/config", exchange -> config);
        serve(server, "/user", exchange -> user);
        serve(server, "/upload", exchange -> {
            byte[] upload = exchange.getRequestBody().readAllBytes();
            Path spooled = Files.createTempFile("upload", ".part");
            Files.write(spooled, upload);
            Files.delete(spooled);
            return upload.length + " bytes";
        });
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
        System.out.println("started, heap of " + Runtime.getRuntime().maxMemory() / 1048576 + " MiB");
    }

    private static void serve(HttpServer server, String path, Handler handler) {
        server.createContext(path, exchange -> {
            byte[] body;
            int status = 200;
            try {
                body = handler.answer(exchange).getBytes();
            } catch (IOException error) {
                status = 500;
                body = error.toString().getBytes();
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
