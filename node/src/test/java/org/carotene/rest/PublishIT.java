package org.carotene.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Lane;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.channel.Subscriber;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends publish by {@code POST /api/channels/C/messages}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PublishIT {

    private static final String NEWS = "/api/channels/news/messages";

    private RestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hi                  | \"\\\"hi\\\"\"",
                "\"hi\"              | \"\\\"hi\\\"\"",
                "{\"a\":[1,null]}    | \"{\\\"a\\\":[1,null]}\"",
                "17                  | \"17\"",
                "{\"a\":             | \"\\\"{\\\\\\\"a\\\\\\\":\\\"\"",
                "1 2                 | \"\\\"1 2\\\"\"",
                "grüße €             | \"\\\"grüße €\\\"\"",
                "``                  | \"\\\"\\\"\"",
            })
    void post_anyMessage_clientsParseItsJson(String message, String expected) throws Exception {
        HttpResponse<String> answer = server.publish(NEWS, message);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(server.payload()).isEqualTo(expected);
        assertThat(server.published.get(0).publisher()).isEqualTo(Publisher.SERVER);
        assertThat(server.published.get(0).channel()).isEqualTo(new ChannelName("news"));
    }

    @Test
    void post_deepJson_isPassedOnAsJson() throws Exception {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);

        HttpResponse<String> answer = server.form(NEWS, "message=" + deep);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(server.payload()).isEqualTo('"' + deep + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a/b",
        "a%20b, 'a b'",
        "a+b, a+b",
        "100%25, 100%",
        "%2e%2e, ..",
        "a%3Bb, a;b",
        "a%5Cb, a\\b",
        "%E2%82%AC, €",
        "a:b, a:b"
    })
    void post_encodedChannel_isDecodedOnce(String encoded, String channel) throws Exception {
        HttpResponse<String> answer = server.publish("/api/channels/" + encoded + "/messages", "hi");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(server.published.get(0).channel().value()).isEqualTo(channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%E2%82", "%FF"})
    void post_channelThatIsNotUtf8_isRefused(String encoded) throws Exception {
        String answer = raw("POST /api/channels/" + encoded + "/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nmessage=1");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":605");
        assertThat(server.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ZZ", "%", "%4"})
    void post_brokenEscape_isRefusedInJson(String encoded) throws Exception {
        String answer = raw("POST /api/channels/" + encoded + "/messages HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"code\":600,\"error\":\"the request cannot be read: Bad Request\","
                        + "\"help\":\"send HTTP/1.1 within the limits of the settings\",\"retry\":false}");
    }

    @Test
    void request_ofAnotherVersionOfHttp_isTheClientsError() throws Exception {
        String answer = raw("GET / HTTP/9.9\r\nHost: x\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 505 ")
                .contains("{\"code\":600,\"error\":\"the request cannot be read: HTTP Version Not Supported\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab"})
    void post_channelWithControlCharacter_isRefused(String encoded) throws Exception {
        HttpResponse<String> answer = server.publish("/api/channels/" + encoded + "/messages", "hi");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(server.published).isEmpty();
    }

    @Test
    void post_channelBeyondLimit_isRefusedWithCode() throws Exception {
        HttpResponse<String> answer = server.publish("/api/channels/" + "x".repeat(256) + "/messages", "hi");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"code\":101,\"error\":\"channel name is not accepted\","
                        + "\"help\":\"use a name within the limits of the settings\",\"retry\":false}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded; charset=utf-8",
                "application/x-www-form-urlencoded;charset=UTF-8",
                "Application/X-WWW-Form-Urlencoded; charset=\"utf-8\""
            })
    void fault8_formWithCharset_isAccepted(String contentType) throws Exception {
        HttpResponse<String> answer = server.send(
                server.request(NEWS).header("Content-Type", contentType).POST(body("message=hi")));

        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other=1", "message", "=1", "&&", "message%20=1"})
    void fault8_formWithoutMessage_isAClientsError(String form) throws Exception {
        HttpResponse<String> answer = server.form(NEWS, form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":601").contains("message=<JSON or text>");
        assertThat(server.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded; charset=utf-16"
            })
    void post_otherContentType_is415(String contentType) throws Exception {
        HttpResponse<String> answer = server.send(
                server.request(NEWS).header("Content-Type", contentType).POST(body("message=hi")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("\"code\":603");
    }

    @Test
    void post_withoutContentType_is415() throws Exception {
        HttpResponse<String> answer = server.send(server.request(NEWS).POST(body("message=hi")));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message=%ZZ", "message=%", "message=%FF"})
    void post_formThatCannotBeRead_isRefused(String form) throws Exception {
        HttpResponse<String> answer = server.form(NEWS, form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":602");
    }

    @Test
    void post_firstOfSeveralMessages_isTaken() throws Exception {
        server.form(NEWS, "a=1&message=one+two&message=three");

        assertThat(server.payload()).isEqualTo("\"\\\"one two\\\"\"");
    }

    @Test
    void post_bodyAtTheLimit_isAccepted() throws Exception {
        int limit = LimitSettings.DEFAULTS.maxPublishBodyBytes();

        HttpResponse<String> answer = server.form(NEWS, "message=" + "x".repeat(limit - 8));

        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void post_bodyBeyondLimit_is413() throws Exception {
        int limit = LimitSettings.DEFAULTS.maxPublishBodyBytes();

        HttpResponse<String> answer = server.form(NEWS, "message=" + "x".repeat(limit - 7));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":604");
        assertThat(server.published).isEmpty();
    }

    @Test
    void post_chunkedBodyBeyondLimit_is413() throws Exception {
        byte[] big = ("message=" + "x".repeat(200_000)).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = server.send(server.request(NEWS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(big))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(server.published).isEmpty();
    }

    @Test
    void post_bodyThatComesInPieces_isPublishedWhole() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "POST " + NEWS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 13\r\n\r\n";
            socket.getOutputStream().write((head + "mess").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();

            // Another request is served while the first one's body is on its way.
            assertThat(server.publish(NEWS, "meanwhile").statusCode()).isEqualTo(204);
            socket.getOutputStream().write("age=hello".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 204");
            assertThat(server.published).hasSize(2);
            assertThat(server.published.get(1).payload()).hasToString("\"\\\"hello\\\"\"");
        }
    }

    @Test
    void post_clientLeavesInTheMiddle_nothingIsPublishedAndTheNodeServes() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "POST " + NEWS + " HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nmessage=half";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }

        HttpResponse<String> next = server.publish(NEWS, "whole");

        assertThat(next.statusCode()).isEqualTo(204);
        assertThat(server.published).hasSize(1);
    }

    @Test
    void post_detachedNode_is503WithCode() throws Exception {
        server.busSays = Published.DETACHED;

        HttpResponse<String> answer = server.publish(NEWS, "hi");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"code\":301").contains("\"retry\":true");
    }

    @Test
    void post_inAMinorityThatRefuses_is503WithCode() throws Exception {
        server.busSays = Published.MINORITY;

        HttpResponse<String> answer = server.publish(NEWS, "hi");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"code\":304").contains("\"retry\":true");
    }

    @Test
    void post_overloadedLane_is503WithRetryAfter() throws Exception {
        Lane full = new RestServer.FullLane();
        try (RestServer busy = new RestServer(
                HttpSettings.DEFAULTS, LimitSettings.DEFAULTS, BackendSettings.DEFAULTS, List.of(full))) {
            busy.hub.subscribe(new ChannelName("news"), new Idle(full));

            HttpResponse<String> answer = busy.publish(NEWS, "hi");
            HttpResponse<String> elsewhere = busy.publish("/api/channels/quiet/messages", "hi");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("\"code\":609").contains("\"retry\":true");
            assertThat(elsewhere.statusCode()).isEqualTo(204);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private record Idle(Lane lane) implements Subscriber {

        @Override
        public PublicationFormat format() {
            throw new AssertionError("nothing is written for it");
        }

        @Override
        public @Nullable String user() {
            return null;
        }
    }
}
