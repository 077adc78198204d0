package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.carotene.channel.ChannelName;
import org.carotene.metrics.Metrics;
import org.carotene.session.Authorizer.Action;
import org.carotene.session.Authorizer.Verdict;
import org.carotene.settings.AccessSettings;
import org.carotene.settings.AccessSettings.Level;
import org.carotene.settings.AccessSettings.Rule;
import org.carotene.settings.BackendSettings;
import org.carotene.testing.LocalBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict for each answer that a backend can give to an authorization. */
@Timeout(60)
final class HttpAuthorizerIT {

    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"authorized\":true}", "{ \"authorized\" : true }\n"})
    void authorize_exactlyTrue_isGranted(String body) throws Exception {
        assertThat(verdictOf(200, body)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void authorize_exactlyFalse_isRefused() throws Exception {
        assertThat(verdictOf(200, "{\"authorized\":false}")).isEqualTo(Verdict.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "{\"authorized\":true", "{\"authorized\":true}}"})
    void authorize_noJson_isBadJson(String body) throws Exception {
        assertThat(verdictOf(200, body)).isEqualTo(Verdict.BAD_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "null",
                "{}",
                "[]",
                "[{\"authorized\":true}]",
                "{\"authorized\":\"true\"}",
                "{\"authorized\":null}",
                "{\"authorized\":true,\"more\":1}",
                "{\"authorized\":true,\"authorized\":true}",
                "{\"authorized\":false,\"authorized\":true}"
            })
    void authorize_anythingElse_isBadResponse(String body) throws Exception {
        assertThat(verdictOf(200, body)).isEqualTo(Verdict.BAD_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 403, 404, 500, 503})
    void authorize_otherStatus_isBadResponse(int status) throws Exception {
        assertThat(verdictOf(status, "{\"authorized\":true}")).isEqualTo(Verdict.BAD_RESPONSE);
    }

    @Test
    void authorize_connectionBreaks_isBadResponse() throws Exception {
        try (RawBackend backend = new RawBackend(socket -> {})) {
            HttpAuthorizer authorizer = authorizer(BackendSettings.DEFAULTS, backend.url(), backend.url());

            assertThat(verdict(authorizer, Action.PUBLISH, "c")).isEqualTo(Verdict.BAD_RESPONSE);
        }
    }

    @Test
    void authorize_noAnswerInTime_isTimedOut() throws Exception {
        BackendSettings settings =
                new BackendSettingsOf().answerTimeout(Duration.ofMillis(200)).settings();
        try (RawBackend backend = new RawBackend(socket -> Thread.sleep(20_000))) {
            HttpAuthorizer authorizer = authorizer(settings, backend.url(), backend.url());

            assertThat(verdict(authorizer, Action.SUBSCRIBE, "c")).isEqualTo(Verdict.TIMED_OUT);
        }
    }

    @Test
    void authorize_eachAction_asksItsOwnUrlWithUserAndChannel() throws Exception {
        try (LocalBackend publish = LocalBackend.answering(200, "{\"authorized\":true}");
                LocalBackend subscribe = LocalBackend.answering(200, "{\"authorized\":false}")) {
            HttpAuthorizer authorizer = authorizer(BackendSettings.DEFAULTS, publish.url(), subscribe.url());

            assertThat(verdict(authorizer, Action.PUBLISH, "a&b=c")).isEqualTo(Verdict.GRANTED);
            assertThat(verdict(authorizer, Action.SUBSCRIBE, "möhre")).isEqualTo(Verdict.REFUSED);
            assertThat(publish.requests())
                    .extracting(LocalBackend.Request::body)
                    .containsExactly("user_id=u1&channel=a%26b%3Dc");
            assertThat(subscribe.requests())
                    .extracting(LocalBackend.Request::body)
                    .containsExactly("user_id=u1&channel=m%C3%B6hre");
        }
    }

    @Test
    void authorize_levelIsNotAsk_isABug() {
        HttpAuthorizer authorizer = new HttpAuthorizer(
                AccessSettings.DEFAULTS, new BackendClient(BackendSettings.DEFAULTS, pool, new Metrics()));

        assertThatThrownBy(() -> authorizer.authorize(Action.PUBLISH, "u1", new ChannelName("c")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("level of PUBLISH (expected: ask)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "/path", "http:///path", "", "http://[bad", "mailto:a@example.org"})
    void create_urlThatCannotBeAsked_isRefused(String url) {
        BackendClient client = new BackendClient(BackendSettings.DEFAULTS, pool, new Metrics());
        AccessSettings settings = new AccessSettings(new Rule(Level.ASK, url), Rule.ANONYMOUS, Duration.ZERO);

        assertThatThrownBy(() -> new HttpAuthorizer(settings, client)).isInstanceOf(IllegalArgumentException.class);
    }

    private Verdict verdictOf(int status, String body) throws Exception {
        try (LocalBackend backend = LocalBackend.answering(status, body)) {
            HttpAuthorizer authorizer = authorizer(BackendSettings.DEFAULTS, backend.url(), backend.url());
            return verdict(authorizer, Action.SUBSCRIBE, "c");
        }
    }

    private HttpAuthorizer authorizer(BackendSettings settings, URI publish, URI subscribe) {
        AccessSettings access = new AccessSettings(
                new Rule(Level.ASK, publish.toString()), new Rule(Level.ASK, subscribe.toString()), Duration.ZERO);
        return new HttpAuthorizer(access, new BackendClient(settings, pool, new Metrics()));
    }

    private static Verdict verdict(HttpAuthorizer authorizer, Action action, String channel) throws Exception {
        return authorizer
                .authorize(action, "u1", new ChannelName(channel))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
