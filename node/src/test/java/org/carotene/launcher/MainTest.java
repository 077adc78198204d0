package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carotene.settings.AdminSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do and print where there is no node. */
final class MainTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void run_wordsThatSteerATerminal_areShownAndNotObeyed() {
        int code = new Main(out, out).run(List.of("\u001b[2Jclear\u009b1m\r\u202e"));

        assertThat(code).isEqualTo(2);
        assertThat(printed().lines())
                .startsWith("carotene: unknown command \\u001b[2Jclear\\u009b1m\\u000d\\u202e", "")
                .contains("usage: carotene COMMAND [OPTIONS]");
    }

    @Test
    void run_anotherProgramWhereANodeMightListen_isNotShownTheToken(@TempDir Path directory) throws Exception {
        Path token = Files.writeString(directory.resolve("admin.token"), "a-token-that-is-long-enough");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Path settings = Files.writeString(
                directory.resolve("a.yaml"), "node_name: chat1@localhost\nadmin.token_file: " + token + "\n");
        List<String> shown = new CopyOnWriteArrayList<>();
        HttpServer stranger = listenNearTheFirstPort();
        stranger.createContext("/", exchange -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        stranger.start();
        try {
            int code = new Main(out, out).run(List.of("channels", "--config", settings.toString()));

            assertThat(code).isEqualTo(1);
            assertThat(shown).isEmpty();
            assertThat(printed()).contains("no admin API of chat1@localhost", "admin.chat1@localhost.port is missing");
        } finally {
            stranger.stop(0);
        }
    }

    @Test
    void run_noFileWithThePort_asksAtThePortOfTheSettings(@TempDir Path directory) throws Exception {
        HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = "{\"answered_by\":\"chat1@localhost\",\"items\":[]}".getBytes(StandardCharsets.UTF_8);
        node.createContext("/admin/v1/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        node.start();
        Path settings = Files.writeString(
                directory.resolve("a.yaml"),
                "node_name: chat1@localhost\nadmin:\n  token: a-token-that-is-long-enough\n  token_file: "
                        + directory.resolve("nowhere/admin.token") + "\n  port: "
                        + node.getAddress().getPort() + "\n");
        try {
            assertThat(new Main(out, out).run(List.of("channels", "--config", settings.toString())))
                    .as(printed())
                    .isZero();
        } finally {
            node.stop(0);
        }
    }

    @Test
    void run_clusterStatusAsJsonOfNobody_printsNoTable(@TempDir Path directory) throws Exception {
        Path settings = Files.writeString(
                directory.resolve("a.yaml"),
                "node_name: chat1@localhost\nadmin:\n  token: a-token-that-is-long-enough\n  token_file: "
                        + directory.resolve("admin.token") + "\n");

        int code = new Main(out, out).run(List.of("cluster-status", "--json", "--config", settings.toString()));

        assertThat(code).isEqualTo(1);
        assertThat(printed()).contains("no admin API of chat1@localhost");
    }

    private static HttpServer listenNearTheFirstPort() throws IOException {
        for (int port = AdminSettings.FIRST_PORT; ; port++) {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            } catch (BindException e) {
                // A test beside this one has it.
                assertThat(port).isLessThan(AdminSettings.FIRST_PORT + 20);
            }
        }
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
