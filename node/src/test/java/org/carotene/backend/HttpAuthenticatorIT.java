package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.carotene.channel.Json;
import org.carotene.metrics.Metrics;
import org.carotene.session.Authenticator.Answer;
import org.carotene.session.Info;
import org.carotene.settings.BackendSettings;
import org.carotene.testing.FreePorts;
import org.carotene.testing.LocalBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client is told for each answer that a backend can give to an authentication. */
@Timeout(60)
final class HttpAuthenticatorIT {

    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"authenticated\":true,\"user_data\":{\"avatar\":\"a.png\"}}",
                "{\"user_data\":{\"avatar\":\"a.png\"},\"authenticated\":true}",
                " {\n \"authenticated\" : true,\n \"user_data\" : { \"avatar\" : \"a.png\" }\n}\n"
            })
    void authenticate_exactlyTheTwoKeys_givesTheUsersData(String body) throws Exception {
        Answer answer = answerTo(200, body);

        assertThat(answer).isEqualTo(new Answer.Authenticated(Json.of("{\"avatar\":\"a.png\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1.50", "\"text\"", "[]", "{}", "{\"a\":1,\"a\":2}", "1e400", "\"\\u00e4 ä\""})
    void authenticate_anyUserData_isKeptAsItIs(String data) throws Exception {
        Answer answer = answerTo(200, "{\"authenticated\":true,\"user_data\":" + data + "}");

        assertThat(answer).isEqualTo(new Answer.Authenticated(Json.of(data)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"authenticated\":false}",
                "{\"authenticated\":true}",
                "{\"authenticated\":false,\"user_data\":{}}",
                "{\"authenticated\":\"true\",\"user_data\":{}}",
                "{\"authenticated\":1,\"user_data\":{}}",
                "{\"authenticated\":true,\"user_data\":{},\"more\":1}",
                "{\"authenticated\":true,\"user_data\":{},\"user_data\":{}}",
                "{\"authenticated\":false,\"authenticated\":true,\"user_data\":{}}",
                "{\"Authenticated\":true,\"user_data\":{}}",
                "[{\"authenticated\":true,\"user_data\":{}}]"
            })
    void authenticate_anyOtherObjectOrArray_fails(String body) throws Exception {
        assertThat(answerTo(200, body)).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "true", "null", "1", "\"authenticated\"", "{\"authenticated\":true"})
    void authenticate_noJsonOrScalar_isBadJson(String body) throws Exception {
        assertThat(answerTo(200, body)).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_BAD_JSON));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 403, 404, 500, 502, 503})
    void authenticate_otherStatus_isBadResponse(int status) throws Exception {
        String body = status == 204 ? "" : "{\"authenticated\":true,\"user_data\":{}}";

        assertThat(answerTo(status, body)).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_BAD_RESPONSE));
    }

    @Test
    void authenticate_answerLongerThanMayBe_isBadResponse() throws Exception {
        String longBody = "{\"authenticated\":true,\"user_data\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(answerTo(200, longBody)).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_BAD_RESPONSE));
    }

    @Test
    void authenticate_otherContentType_isAnAnswerAllTheSame() throws Exception {
        String body = "{\"authenticated\":true,\"user_data\":1}";
        try (LocalBackend backend = new LocalBackend(form -> new LocalBackend.Reply(200, "text/html", body))) {
            Answer answer = authenticate(backend.url(), "u1", "good");

            assertThat(answer).isEqualTo(new Answer.Authenticated(Json.of("1")));
        }
    }

    @Test
    void authenticate_nobodyListens_isBadResponse() throws Exception {
        Answer answer = authenticate(URI.create("http://127.0.0.1:" + FreePorts.next() + "/"), "u1", "good");

        assertThat(answer).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_BAD_RESPONSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"auth",
                "no HTTP at all\r\n\r\n"
            })
    void authenticate_connectionBreaks_isBadResponse(String bytes) throws Exception {
        try (RawBackend backend =
                new RawBackend(socket -> socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII)))) {
            Answer answer = authenticate(backend.url(), "u1", "good");

            assertThat(answer).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_BAD_RESPONSE));
        }
    }

    @Test
    void authenticate_noAnswerInTime_isToldSo() throws Exception {
        try (RawBackend backend = new RawBackend(socket -> Thread.sleep(20_000))) {
            Answer answer = authenticateWithin(Duration.ofMillis(200), backend.url());

            assertThat(answer).isEqualTo(new Answer.Refused(Info.BACKEND_TIMED_OUT));
        }
    }

    @Test
    void authenticate_bodyThatDrips_isToldSo() throws Exception {
        RawBackend.Connection drip = socket -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write(' ');
                Thread.sleep(20);
            }
        };
        try (RawBackend backend = new RawBackend(drip)) {
            Answer answer = authenticateWithin(Duration.ofMillis(200), backend.url());

            assertThat(answer).isEqualTo(new Answer.Refused(Info.BACKEND_TIMED_OUT));
        }
    }

    @Test
    void authenticate_withoutUrl_isToldSo() throws Exception {
        HttpAuthenticator authenticator = authenticator(BackendSettings.DEFAULTS);

        assertThat(answer(authenticator, "u1", "good")).isEqualTo(new Answer.Refused(Info.NO_AUTHENTICATE_URL));
    }

    @Test
    void fault2_valuesThatLookLikeFields_areEncoded() throws Exception {
        LocalBackend.Behaviour goodTokensOnly = form -> "good".equals(form.get("token"))
                ? LocalBackend.Reply.of(200, "{\"authenticated\":true,\"user_data\":{}}")
                : LocalBackend.Reply.of(200, "{\"authenticated\":false}");
        try (LocalBackend backend = new LocalBackend(goodTokensOnly)) {
            Answer answer = authenticate(backend.url(), "u&token=good", "bad");

            assertThat(answer).isEqualTo(new Answer.Refused(Info.AUTHENTICATION_FAILED));
            assertThat(backend.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
                assertThat(request.body()).isEqualTo("user_id=u%26token%3Dgood&token=bad");
            });
        }
    }

    private Answer answerTo(int status, String body) throws Exception {
        try (LocalBackend backend = LocalBackend.answering(status, body)) {
            Answer answer = authenticate(backend.url(), "u1", "t1");
            assertThat(backend.requests()).hasSize(1);
            return answer;
        }
    }

    private Answer authenticateWithin(Duration limit, URI url) throws Exception {
        BackendSettings settings =
                new BackendSettingsOf().authenticating(url).answerTimeout(limit).settings();
        return answer(authenticator(settings), "u1", "good");
    }

    private Answer authenticate(URI url, String user, String token) throws Exception {
        return answer(authenticator(new BackendSettingsOf().authenticating(url).settings()), user, token);
    }

    private HttpAuthenticator authenticator(BackendSettings settings) throws IOException {
        return new HttpAuthenticator(settings, new BackendClient(settings, pool, new Metrics()));
    }

    private static Answer answer(HttpAuthenticator authenticator, String user, String token) throws Exception {
        return authenticator.authenticate(user, token).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
