package org.carotene.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Published;
import org.carotene.metrics.Sentence;
import org.carotene.presence.PresenceUnavailableException;
import org.carotene.presence.TooManyMembersException;
import org.carotene.session.Authorizer.Verdict;
import org.carotene.settings.AccessSettings.Level;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

    private final TestNode node = TestNode.open();
    private final Client client = new Client(node);

    @Test
    void subscribe_granted_receivesFromThenOn() {
        assertThat(client.subscribe("c")).isEqualTo(Progress.DONE);
        client.publish("c", "1");

        assertThat(client.received()).containsExactly("1");
        assertThat(client.said()).isEmpty();
        assertThat(node.bus.told()).containsExactly("+c");
    }

    @Test
    void subscribe_again_changesNothing() {
        client.subscribe("c");
        assertThat(client.subscribe("c")).isEqualTo(Progress.DONE);
        client.publish("c", "1");

        assertThat(client.received()).containsExactly("1");
        assertThat(client.said()).isEmpty();
    }

    @Test
    void fault10_subscribeBeyondTheLimit_isRefusedAndOthersStay() {
        TestNode small = new TestNode(TestNode.settings(Level.ANONYMOUS, Level.ANONYMOUS, SessionTest::twoChannels));
        Client limited = new Client(small);

        limited.subscribe("a");
        limited.subscribe("b");
        limited.subscribe("c");
        limited.subscribe("a");

        assertThat(limited.said()).containsExactly(Info.TOO_MANY_CHANNELS);
        assertThat(small.bus.told()).containsExactly("+a", "+b");
    }

    @ParameterizedTest
    @CsvSource({"abc,true", "abcd,true", "abcde,false", "ABC,false", "a b,false"})
    void fault10_channelName_isHeldAgainstLengthAndPattern(String name, boolean accepted) {
        TestNode strict = new TestNode(TestNode.settings(Level.ANONYMOUS, Level.ANONYMOUS, SessionTest::strictNames));
        Client limited = new Client(strict);

        limited.subscribe(name);
        limited.publish(name, "1");

        assertThat(limited.said()).isEqualTo(accepted ? List.of() : List.of(Info.BAD_CHANNEL, Info.BAD_CHANNEL));
        assertThat(limited.received()).hasSize(accepted ? 1 : 0);
    }

    @Test
    void subscribe_manyChannels_receivesOnEachOnce() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            client.subscribe("c" + i * 37 % 100);
            client.subscribe("c" + i * 37 % 100);
        }

        for (int i = 0; i < 100; i++) {
            client.publish("c" + i, "" + i);
            expected.add("" + i);
        }

        assertThat(client.received()).isEqualTo(expected);
        client.session.closed();
        assertThat(node.hub.channelCount()).isZero();
    }

    @Test
    void authenticate_accepted_isTheUserFromThenOn() {
        assertThat(client.session.authenticate("u", "secret")).isEqualTo(Progress.BUSY);
        node.backend.accept("{}");

        assertThat(client.session.user()).as("before the lane runs").isNull();
        assertThat(client.said()).containsExactly(Info.AUTHENTICATED);
        assertThat(client.session.user()).isEqualTo("u");
        assertThat(client.outbound.resumed()).isEqualTo(1);
        assertThat(node.backend.asked()).containsExactly("authenticate u secret");
    }

    @Test
    void authenticate_again_isRefusedWithoutACall() {
        client.as("u");

        client.session.authenticate("v", "t");

        assertThat(client.said()).containsExactly(Info.ALREADY_AUTHENTICATED);
        assertThat(client.session.user()).isEqualTo("u");
        assertThat(node.backend.asked()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Info.class,
            names = {
                "AUTHENTICATION_FAILED",
                "NO_AUTHENTICATE_URL",
                "AUTHENTICATION_BAD_JSON",
                "AUTHENTICATION_BAD_RESPONSE",
                "BACKEND_TIMED_OUT",
                "BACKEND_OVERLOADED",
                "BACKEND_AWAY"
            })
    void fault1_failedAuthentication_leavesClientAnonymousAndFreeToTryAgain(Info reason) {
        TestNode guarded = TestNode.withLevels(Level.AUTHENTICATED, Level.AUTHENTICATED);
        Client stranger = new Client(guarded);

        stranger.session.authenticate("u", "wrong");
        guarded.backend.refuse(reason);
        assertThat(stranger.said()).containsExactly(reason);
        stranger.publish("c", "1");
        stranger.subscribe("c");

        assertThat(stranger.session.user()).isNull();
        assertThat(stranger.said()).containsExactly(Info.NEEDS_AUTHENTICATION, Info.NEEDS_AUTHENTICATION);
        assertThat(stranger.as("u").session.user()).isEqualTo("u");
        assertThat(stranger.subscribe("c")).isEqualTo(Progress.DONE);
        assertThat(stranger.said()).isEmpty();
    }

    @Test
    void authenticate_brokenAuthenticator_isAnAnswerToo() {
        client.session.authenticate("u", "t");
        node.backend.fail();

        assertThat(client.said()).containsExactly(Info.AUTHENTICATION_BAD_RESPONSE);
        assertThat(client.outbound.resumed()).isEqualTo(1);
    }

    @Test
    void authenticate_userIdTooLong_isRefusedWithoutACall() {
        client.session.authenticate("u".repeat(Session.MAX_USER_LENGTH + 1), "t");

        assertThat(client.said()).containsExactly(Info.BAD_USER);
        assertThat(node.backend.asked()).isEmpty();
    }

    @Test
    void fault3_messageBehindOneThatWaits_isTheTransportsMistake() {
        client.session.authenticate("u", "t");

        assertThatThrownBy(() -> client.subscribe("c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("session is busy (expected: no command before it resumes)");
    }

    @Test
    void fault4_subscribeThenAuthenticate_isPresentFromThenOn() {
        client.subscribe("b");
        client.subscribe("a");
        assertThat(node.presence.told()).isEmpty();

        client.as("u");

        assertThat(node.presence.told()).containsExactly("+u@a", "+u@b");
    }

    @Test
    void subscribe_authenticated_isPresentUntilClosed() {
        client.as("u").subscribe("c");

        client.session.closed();

        assertThat(node.presence.told()).containsExactly("+u@c", "-u@c");
    }

    @Test
    void subscribe_anonymous_isNeverPresent() {
        client.subscribe("c");

        client.session.closed();

        assertThat(node.presence.told()).isEmpty();
    }

    @Test
    void presence_off_isNotTouched() {
        TestNode plain = new TestNode(Settings.defaults(new NodeName("test@localhost")));
        Client other = new Client(plain);

        other.subscribe("a");
        other.as("u").subscribe("b");
        other.askPresence("b");
        other.session.closed();

        assertThat(other.replies.take()).containsExactly(Info.PRESENCE_DISABLED);
        assertThat(plain.presence.told()).isEmpty();
    }

    @Test
    void askPresence_notSubscribed_isRefused() {
        client.subscribe("a");

        client.askPresence("b");

        assertThat(client.said()).containsExactly(Info.PRESENCE_NOT_SUBSCRIBED);
        assertThat(node.presence.told()).isEmpty();
    }

    @Test
    void askPresence_subscribed_isAnsweredWhenPresenceHasAnswered() {
        client.subscribe("c");

        assertThat(client.askPresence("c")).isEqualTo(Progress.BUSY);
        assertThat(client.said()).isEmpty();
        node.presence.list("u1", "u2");

        assertThat(client.said()).containsExactly("c=[u1, u2]");
        assertThat(client.outbound.resumed()).isEqualTo(1);
    }

    @Test
    void fault9_presenceThatDoesNotAnswer_isAnInfoAndTheConnectionWorksOn() {
        assertThat(afterFailure(new PresenceUnavailableException(Sentence.free("away"))))
                .containsExactly(Info.PRESENCE_UNAVAILABLE);
        assertThat(afterFailure(new CompletionException(new PresenceUnavailableException(Sentence.free("away")))))
                .containsExactly(Info.PRESENCE_UNAVAILABLE);
        assertThat(afterFailure(new TooManyMembersException(7, 5))).containsExactly(Info.TOO_MANY_MEMBERS);
        assertThat(afterFailure(new IllegalStateException("on purpose"))).containsExactly(Info.PRESENCE_UNAVAILABLE);

        assertThat(client.publish("c", "1")).isEqualTo(Progress.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "ANONYMOUS,     false, GRANTED",
        "ANONYMOUS,     true,  GRANTED",
        "AUTHENTICATED, false, NEEDS_AUTHENTICATION",
        "AUTHENTICATED, true,  GRANTED",
        "ASK,           false, NEEDS_AUTHENTICATION",
        "ASK,           true,  ASKED"
    })
    void levels_eachUser_inBothDirections(Level level, boolean authenticated, String outcome) {
        TestNode guarded = TestNode.withLevels(level, level);
        Client someone = authenticated ? new Client(guarded).as("u") : new Client(guarded);

        Progress subscribed = someone.subscribe("c");
        guarded.backend.decide(Verdict.GRANTED);
        List<Object> saidToSubscribe = someone.said();
        Progress published = someone.publish("c", "1");
        guarded.backend.decide(Verdict.GRANTED);
        List<Object> saidToPublish = someone.said();

        boolean refused = outcome.equals("NEEDS_AUTHENTICATION");
        assertThat(List.of(subscribed, published))
                .containsOnly(outcome.equals("ASKED") ? Progress.BUSY : Progress.DONE);
        assertThat(saidToSubscribe).isEqualTo(refused ? List.of(Info.NEEDS_AUTHENTICATION) : List.of());
        assertThat(saidToPublish).isEqualTo(refused ? List.of(Info.NEEDS_AUTHENTICATION) : List.of());
        assertThat(someone.received()).hasSize(refused ? 0 : 1);
        assertThat(guarded.backend.asked().stream().filter(asked -> !asked.startsWith("authenticate")))
                .isEqualTo(outcome.equals("ASKED") ? List.of("SUBSCRIBE u c", "PUBLISH u c") : List.of());
    }

    @Test
    void levels_differ_byDirection() {
        TestNode guarded = TestNode.withLevels(Level.AUTHENTICATED, Level.ANONYMOUS);
        Client stranger = new Client(guarded);

        stranger.subscribe("c");
        stranger.publish("c", "1");

        assertThat(stranger.said()).containsExactly(Info.NEEDS_AUTHENTICATION);
        assertThat(guarded.bus.told()).containsExactly("+c");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED,      NO_AUTHORIZATION",
        "BAD_JSON,     AUTHORIZATION_BAD_JSON",
        "BAD_RESPONSE, AUTHORIZATION_BAD_RESPONSE",
        "TIMED_OUT,    BACKEND_TIMED_OUT",
        "OVERLOADED,   BACKEND_OVERLOADED",
        "UNAVAILABLE,  BACKEND_AWAY"
    })
    void fault3_everyVerdictButGranted_isAnInfoAndTheConnectionWorksOn(Verdict verdict, Info info) {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");

        user.subscribe("c");
        guarded.backend.decide(verdict);
        List<Object> said = user.said();
        user.publish("d", "1");
        guarded.backend.decide(verdict);

        assertThat(said).containsExactly(info);
        assertThat(user.said()).containsExactly(info);
        assertThat(user.outbound.resumed()).isEqualTo(3);
        assertThat(guarded.bus.told()).isEmpty();
        assertThat(guarded.bus.broadcast()).isEmpty();
    }

    @Test
    void ask_brokenAuthorizer_isAnAnswerToo() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");

        user.subscribe("c");
        guarded.backend.fail();

        assertThat(user.said()).containsExactly(Info.AUTHORIZATION_BAD_RESPONSE);
        assertThat(user.outbound.resumed()).isEqualTo(2);
    }

    @Test
    void fault7_decision_isKeptPerConnectionActionAndChannelForItsTime() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");
        user.publish("c", "1");
        guarded.backend.decide(Verdict.GRANTED);
        user.said();
        guarded.backend.asked().clear();

        assertThat(user.publish("c", "2")).isEqualTo(Progress.DONE);
        guarded.pass(Duration.ofSeconds(59));
        assertThat(user.publish("c", "3")).isEqualTo(Progress.DONE);
        assertThat(guarded.backend.asked()).isEmpty();

        guarded.pass(Duration.ofSeconds(1));
        assertThat(user.publish("c", "4")).isEqualTo(Progress.BUSY);
        guarded.backend.decide(Verdict.GRANTED);
        user.said();
        assertThat(user.publish("d", "5")).isEqualTo(Progress.BUSY);
        guarded.backend.decide(Verdict.REFUSED);
        assertThat(user.said()).containsExactly(Info.NO_AUTHORIZATION);
        assertThat(user.publish("d", "6")).isEqualTo(Progress.DONE);
        assertThat(user.said()).containsExactly(Info.NO_AUTHORIZATION);
        assertThat(user.subscribe("c")).isEqualTo(Progress.BUSY);
        assertThat(guarded.backend.asked()).containsExactly("PUBLISH u c", "PUBLISH u d", "SUBSCRIBE u c");
    }

    @Test
    void fault7_failureOfTheBackend_isNoDecision() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");
        user.publish("c", "1");
        guarded.backend.decide(Verdict.TIMED_OUT);
        user.said();

        assertThat(user.publish("c", "2")).isEqualTo(Progress.BUSY);
    }

    @Test
    void fault7_decisions_areBounded() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");
        for (int i = 0; i <= Decisions.MAX_KEPT; i++) {
            user.publish("c" + i, "1");
            guarded.backend.decide(Verdict.GRANTED);
            user.said();
        }

        assertThat(user.publish("c1", "2")).isEqualTo(Progress.DONE);
        assertThat(user.publish("c0", "2")).isEqualTo(Progress.BUSY);
    }

    @Test
    void subscribe_whileSubscribed_asksNobodyAfterTheDecisionHasAged() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");
        user.subscribe("c");
        guarded.backend.decide(Verdict.GRANTED);
        user.said();
        guarded.pass(Duration.ofHours(1));

        assertThat(user.subscribe("c")).isEqualTo(Progress.DONE);
    }

    @Test
    void publish_overloaded_waitsForRoomThenGoesOn() {
        client.subscribe("c");
        node.lane.fill();

        assertThat(client.publish("c", "1")).isEqualTo(Progress.BUSY);
        assertThat(client.received()).isEmpty();
        assertThat(client.outbound.resumed()).isZero();
        node.lane.makeRoom();

        assertThat(client.received()).containsExactly("1");
        assertThat(client.outbound.resumed()).isEqualTo(1);
        assertThat(node.bus.broadcast()).hasSize(1);
        assertThat(client.said()).isEmpty();
    }

    @Test
    void publish_overloadedAgain_waitsAgain() {
        client.subscribe("c");
        node.lane.fill();
        client.publish("c", "1");

        node.lane.makeRoom();
        node.lane.fill();
        assertThat(client.received()).isEmpty();
        assertThat(node.lane.waitingForRoom()).isEqualTo(1);
        node.lane.makeRoom();

        assertThat(client.received()).containsExactly("1");
        assertThat(client.outbound.resumed()).isEqualTo(1);
    }

    @Test
    void publish_overloadedAfterTheBackendWasAsked_waitsAndResumesOnce() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ANONYMOUS);
        Client user = new Client(guarded).as("u");
        user.subscribe("c");
        guarded.lane.fill();

        user.publish("c", "1");
        guarded.backend.decide(Verdict.GRANTED);
        assertThat(user.received()).isEmpty();
        assertThat(user.outbound.resumed()).isEqualTo(1);
        guarded.lane.makeRoom();

        assertThat(user.received()).containsExactly("1");
        assertThat(user.outbound.resumed()).isEqualTo(2);
    }

    @Test
    void publish_detached_isRefusedAndReachesNobody() {
        client.subscribe("c");
        node.bus.detach();

        assertThat(client.publish("c", "1")).isEqualTo(Progress.DONE);

        assertThat(client.said()).containsExactly(Info.CLUSTER_AWAY);
        assertThat(client.received()).isEmpty();
    }

    @Test
    void publish_inAMinorityThatRefuses_isToldAndTheConnectionWorksOn() {
        client.subscribe("c");
        node.bus.answer(Published.MINORITY);
        client.publish("c", "1");
        node.bus.answer(Published.ACCEPTED);

        assertThat(client.publish("c", "2")).isEqualTo(Progress.DONE);

        assertThat(client.said()).containsExactly(Info.MINORITY);
        assertThat(client.received()).containsExactly("2");
    }

    @Test
    void closed_whileAuthenticating_leavesNothingBehind() {
        client.subscribe("c");
        client.session.authenticate("u", "t");
        client.session.closed();
        node.backend.accept("{}");

        assertThat(client.said()).isEmpty();
        assertThat(client.session.user()).isNull();
        assertNothingLeft(node, client);
    }

    @Test
    void closed_betweenAnswerAndLane_leavesNothingBehind() {
        client.subscribe("c");
        client.session.authenticate("u", "t");
        node.backend.accept("{}");
        client.session.closed();

        assertThat(client.said()).isEmpty();
        assertNothingLeft(node, client);
    }

    @Test
    void closed_whileAskingToSubscribe_leavesNothingBehind() {
        TestNode guarded = TestNode.withLevels(Level.ASK, Level.ASK);
        Client user = new Client(guarded).as("u");
        user.subscribe("c");
        user.session.closed();
        guarded.backend.decide(Verdict.GRANTED);

        assertThat(user.said()).isEmpty();
        assertThat(guarded.hub.channelCount()).isZero();
        assertThat(guarded.presence.told()).isEmpty();
    }

    @Test
    void closed_whileAskingPresence_saysNothing() {
        client.subscribe("c");
        client.askPresence("c");
        client.session.closed();
        node.presence.list("u");

        assertThat(client.said()).isEmpty();
        assertNothingLeft(node, client);
    }

    @Test
    void closed_whileWaitingForRoom_publishesNothing() {
        Client other = new Client(node);
        other.subscribe("c");
        node.lane.fill();
        client.publish("c", "1");
        client.session.closed();
        node.lane.makeRoom();

        assertThat(other.received()).isEmpty();
        assertThat(client.outbound.resumed()).isZero();
    }

    @Test
    void closed_twice_isOnce() {
        client.as("u").subscribe("c");

        client.session.closed();
        client.session.closed();

        assertThat(node.bus.told()).containsExactly("+c", "-c");
        assertThat(node.presence.told()).containsExactly("+u@c", "-u@c");
    }

    @Test
    void goOn_failingHub_endsTheConnection() {
        TestNode guarded = TestNode.withLevels(Level.ANONYMOUS, Level.ASK);
        Client user = new Client(guarded).as("u");
        user.subscribe("c");
        guarded.bus.breakDown();
        guarded.backend.decide(Verdict.GRANTED);

        assertThat(user.said()).isEmpty();

        assertThat(user.outbound.closes()).containsExactly(Disconnect.FAILED);
    }

    @Test
    void users_ofTheHub_areTheAuthenticatedOnes() {
        client.as("u").subscribe("c");
        new Client(node).as("u").subscribe("c");
        new Client(node).subscribe("c");

        var users = node.hub.users(new ChannelName("c"), Runnable::run).toCompletableFuture();
        node.lane.runTasks();

        assertThat(users).isCompletedWithValueMatching(found -> found.equals(Set.of("u")));
    }

    private List<Object> afterFailure(Throwable failure) {
        client.subscribe("c");
        client.askPresence("c");
        node.presence.fail(failure);
        return client.said();
    }

    private static void assertNothingLeft(TestNode node, Client client) {
        assertThat(client.outbound.resumed()).isZero();
        assertThat(node.hub.channelCount()).isZero();
        assertThat(node.presence.told()).noneMatch(told -> told.startsWith("+"));
        assertThat(node.bus.told()).containsExactly("+c", "-c");
    }

    private static LimitSettings twoChannels(LimitSettings limits) {
        return limits(limits, limits.maxChannelNameLength(), limits.channelNamePattern(), 2);
    }

    private static LimitSettings strictNames(LimitSettings limits) {
        return limits(limits, 4, "[a-z]+", limits.maxChannelsPerConnection());
    }

    private static LimitSettings limits(LimitSettings limits, int nameLength, String namePattern, int channels) {
        return new LimitSettings(
                limits.maxFrameBytes(),
                limits.maxPublishBodyBytes(),
                nameLength,
                namePattern,
                channels,
                limits.maxConnections(),
                limits.outboundBytesPerConnection(),
                limits.laneOfferBytes(),
                limits.idleTimeout(),
                limits.pollTimeout(),
                limits.pollIdLifetime(),
                limits.pollBufferBytes(),
                limits.drainTime());
    }
}
