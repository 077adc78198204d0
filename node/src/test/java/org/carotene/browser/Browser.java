package org.carotene.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One browser window; elements are named by CSS selectors. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final ChromeDriver driver;
    private final String session;

    Browser(ChromeDriver driver, String session) {
        this.driver = driver;
        this.session = session;
    }

    Browser go(String url) throws IOException, InterruptedException {
        command("POST", "/url", MAPPER.createObjectNode().put("url", url));
        return this;
    }

    Browser click(String selector) throws IOException, InterruptedException {
        command("POST", "/element/" + element(selector) + "/click", MAPPER.createObjectNode());
        return this;
    }

    /** Types into a field, after emptying it. */
    Browser type(String selector, String text) throws IOException, InterruptedException {
        String id = element(selector);
        command("POST", "/element/" + id + "/clear", MAPPER.createObjectNode());
        command("POST", "/element/" + id + "/value", MAPPER.createObjectNode().put("text", text));
        return this;
    }

    /** The visible text of the first element. */
    String text(String selector) throws IOException, InterruptedException {
        return command("GET", "/element/" + element(selector) + "/text", null).asText();
    }

    /** The text of each element, in the page's order. */
    List<String> texts(String selector) throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        run("return Array.from(document.querySelectorAll(arguments[0])).map(e => e.textContent)", selector)
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Runs a script in the page and gives what it returns. */
    JsonNode run(String script, String... arguments) throws IOException, InterruptedException {
        ObjectNode body = MAPPER.createObjectNode().put("script", script);
        List.of(arguments).forEach(body.putArray("args")::add);
        return command("POST", "/execute/sync", body);
    }

    /** Before each page that is loaded from now on, runs a script in it. */
    Browser beforeEachPage(String script) throws IOException, InterruptedException {
        ObjectNode body = MAPPER.createObjectNode().put("cmd", "Page.addScriptToEvaluateOnNewDocument");
        body.putObject("params").put("source", script);
        command("POST", "/goog/cdp/execute", body);
        return this;
    }

    /** What the page wrote into the browser's log: errors and refusals of its policy. */
    List<String> log() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        command("POST", "/se/log", MAPPER.createObjectNode().put("type", "browser"))
                .forEach(entry -> lines.add(
                        entry.get("level").asText() + " " + entry.get("message").asText()));
        return lines;
    }

    Browser resize(int width, int height) throws IOException, InterruptedException {
        command(
                "POST",
                "/window/rect",
                MAPPER.createObjectNode().put("width", width).put("height", height));
        return this;
    }

    void screenshot(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                Base64.getDecoder().decode(command("GET", "/screenshot", null).asText()));
    }

    @Override
    public void close() {
        driver.closed(this);
        try {
            driver.call("DELETE", "/session/" + session, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String element(String selector) throws IOException, InterruptedException {
        ObjectNode by = MAPPER.createObjectNode().put("using", "css selector").put("value", selector);
        return command("POST", "/element", by).get(ELEMENT).asText();
    }

    private JsonNode command(String method, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return driver.call(method, "/session/" + session + path, body);
    }
}
