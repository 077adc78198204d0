package org.carotene.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carotene.testing.FreePorts;
import org.jspecify.annotations.Nullable;

/** One chromedriver process on a free port, and the browsers that it has opened; closes all of them. */
final class ChromeDriver implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final String base;
    private final List<Browser> browsers = new ArrayList<>();

    private ChromeDriver(Process process, int port) {
        this.process = process;
        this.base = "http://127.0.0.1:" + port;
    }

    /** Not with port 0: it ends if the port that it is given on IPv4 happens to be taken on IPv6. */
    static ChromeDriver start() throws IOException {
        StringBuilder output = new StringBuilder();
        for (int tries = 0; tries < 3; tries++) {
            int port = FreePorts.next();
            Process process = new ProcessBuilder(
                            program("chromedriver", "chromium-driver").toString(), "--port=" + port)
                    .redirectErrorStream(true)
                    .start();
            if (saysThatItStarted(process, output)) {
                return new ChromeDriver(process, port);
            }
            process.destroyForcibly();
        }
        throw new IllegalStateException("chromedriver ended (expected: it starts), three times:\n" + output);
    }

    private static boolean saysThatItStarted(Process process, StringBuilder output) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            output.append(line).append('\n');
            if (line.contains("started successfully")) {
                return true;
            }
        }
        return false;
    }

    /** Opens a browser with a profile of its own. */
    Browser open(Path profile, int width, int height) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--blink-settings=preferredColorScheme=1",
                "--lang=en",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height);
        var options = MAPPER.createObjectNode();
        options.put("binary", program("chromium", "chromium").toString());
        arguments.forEach(options.putArray("args")::add);
        var body = MAPPER.createObjectNode();
        body.putObject("capabilities").putObject("alwaysMatch").set("goog:chromeOptions", options);
        String session = call("POST", "/session", body).get("sessionId").textValue();
        Browser browser = new Browser(this, session);
        browsers.add(browser);
        return browser;
    }

    /** One command; its value, or a failure with what the driver says. */
    JsonNode call(String method, String path, @Nullable JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json; charset=utf-8")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode value = MAPPER.readTree(answer.body()).get("value");
        if (answer.statusCode() != 200) {
            throw new AssertionError("WebDriver " + method + " " + path + ": "
                    + value.path("message").asText());
        }
        return value;
    }

    void closed(Browser browser) {
        browsers.remove(browser);
    }

    @Override
    public void close() {
        List.copyOf(browsers).forEach(Browser::close);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path program(String name, String debianPackage) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException(name
                        + " is not on the PATH. This test needs Debian's packages chromium and chromium-driver:"
                        + " apt-get install " + debianPackage)));
    }
}
