package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Publisher;
import org.carotene.session.Disconnect;
import org.carotene.session.Info;
import org.carotene.session.Progress;
import org.carotene.session.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class V1ProtocolTest {

    private static final String NOT_JSON = "{\"type\":\"info\",\"payload\":\"Non JSON message received\"}";
    private static final String UNKNOWN = "{\"type\":\"info\",\"payload\":\"Unknown message received\"}";
    private static final String BAD_CHANNEL = "{\"type\":\"info\",\"payload\":\"101: channel name is not accepted\"}";

    /** Every text that a client may be told; the original's are fixed for ever, ours by their number. */
    private static final Map<Info, String> INFO_TEXTS = Map.ofEntries(
            Map.entry(Info.NOT_JSON, "Non JSON message received"),
            Map.entry(Info.UNKNOWN, "Unknown message received"),
            Map.entry(Info.AUTHENTICATED, "Authenticated"),
            Map.entry(Info.AUTHENTICATION_FAILED, "Authentication failed"),
            Map.entry(Info.NO_AUTHENTICATE_URL, "Authentication error: no authentication_url in config"),
            Map.entry(Info.ALREADY_AUTHENTICATED, "Authentication error: already authenticated"),
            Map.entry(Info.AUTHENTICATION_BAD_JSON, "Authentication error: Bad JSON response from server"),
            Map.entry(Info.AUTHENTICATION_BAD_RESPONSE, "Authentication error: Bad response from server"),
            Map.entry(Info.PRESENCE_DISABLED, "Presence is disabled"),
            Map.entry(Info.PRESENCE_NOT_SUBSCRIBED, "Cannot ask for presence when not subscribed to the channel"),
            Map.entry(Info.NEEDS_AUTHENTICATION, "needs authentication"),
            Map.entry(Info.NO_AUTHORIZATION, "no authorization"),
            Map.entry(Info.AUTHORIZATION_BAD_JSON, "malformed json from server on authorization"),
            Map.entry(Info.AUTHORIZATION_BAD_RESPONSE, "bad response from server on authorization"),
            Map.entry(Info.BAD_AUTHORIZATION_URL, "bad value for authorization url in configuration"),
            Map.entry(Info.BAD_LEVEL, "bad value for level in configuration"),
            Map.entry(Info.BAD_CHANNEL, "101: channel name is not accepted"),
            Map.entry(Info.TOO_MANY_CHANNELS, "102: too many channels on this connection"),
            Map.entry(Info.TOO_DEEP, "103: message is nested too deeply"),
            Map.entry(Info.BAD_USER, "104: user id is not accepted"),
            Map.entry(Info.BACKEND_TIMED_OUT, "201: the application's backend did not answer in time, try again later"),
            Map.entry(
                    Info.BACKEND_OVERLOADED,
                    "202: too many requests wait for the application's backend, try again later"),
            Map.entry(
                    Info.BACKEND_AWAY,
                    "203: the application's backend keeps failing and is not asked for some seconds, try again later"),
            Map.entry(Info.CLUSTER_AWAY, "301: this node is away from its cluster, try again later"),
            Map.entry(Info.PRESENCE_UNAVAILABLE, "302: presence cannot be answered right now, try again later"),
            Map.entry(Info.TOO_MANY_MEMBERS, "303: too many members to list"),
            Map.entry(
                    Info.MINORITY,
                    "304: this node is cut off from most of its cluster and takes no publications, try again later"));

    private final TestNode node = TestNode.open();
    private final V1Client client = new V1Client(node);

    @ParameterizedTest
    @EnumSource(Info.class)
    void info_each_hasItsTextInAFrame(Info info) {
        String frame = new String(new V1Frames().info(info), UTF_8);

        assertThat(frame).isEqualTo("{\"type\":\"info\",\"payload\":\"" + INFO_TEXTS.get(info) + "\"}");
    }

    @Test
    void ping_exactly_isAnsweredByPong() {
        assertThat(client.ask("ping")).containsExactly("pong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "ping ", " ping", "PING", "pin", "pings", "pong", "{", "{\"subscribe\":\"c\"", "'a'"})
    void receive_noJson_isAnsweredByItsInfo(String text) {
        assertThat(client.send(text)).isEqualTo(Progress.DONE);

        assertThat(client.take()).containsExactly(NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"x\":1}",
                "{\"channel\":\"c\"}",
                "{\"token\":\"t\"}",
                "{\"Subscribe\":\"c\"}",
                "{\"subscribe\":\"c\",\"x\":1}",
                "{\"subscribe\":\"c\",\"subscribe\":\"c\"}",
                "{\"subscribe\":\"c\",\"channel\":\"c\"}",
                "{\"publish\":1}",
                "{\"publish\":1,\"channel\":\"c\",\"x\":1}",
                "{\"publish\":1,\"publish\":2}",
                "{\"channel\":\"c\",\"channel\":\"c\"}",
                "{\"publish\":1,\"channel\":\"c\",\"channel\":\"c\"}",
                "{\"publish\":1,\"token\":\"c\"}",
                "{\"authenticate\":\"u\"}",
                "{\"authenticate\":\"u\",\"channel\":\"c\"}",
                "{\"authenticate\":\"u\",\"token\":\"t\",\"x\":1}",
                "{\"presence\":\"c\",\"x\":1}",
                "{\"subscribe\":\"c\",\"a\":1,\"b\":2,\"c\":3,\"d\":4}"
            })
    void receive_anyOtherObject_isAnsweredByItsInfo(String text) {
        assertThat(client.send(text)).isEqualTo(Progress.DONE);

        assertThat(client.take()).containsExactly(UNKNOWN);
        assertThat(node.bus.told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0.5e7",
                "\"subscribe\"",
                "true",
                "false",
                "null",
                "[]",
                "[{\"subscribe\":\"c\"}]",
                "{\"subscribe\":1}",
                "{\"subscribe\":null}",
                "{\"subscribe\":[\"c\"]}",
                "{\"subscribe\":{\"c\":1}}",
                "{\"presence\":true}",
                "{\"publish\":1,\"channel\":2}",
                "{\"publish\":1,\"channel\":null}",
                "{\"authenticate\":1,\"token\":\"t\"}",
                "{\"authenticate\":\"u\",\"token\":2}",
                "{\"authenticate\":null,\"token\":null}",
                "{\"authenticate\":\"\\ud800\",\"token\":\"t\"}",
                "{\"authenticate\":\"u\",\"token\":\"\\udc00\"}"
            })
    void fault3_scalarsArraysAndWrongTypes_areAnsweredAndTheConnectionWorksOn(String text) {
        assertThat(client.ask(text)).containsExactly(UNKNOWN);

        assertThat(client.ask("ping")).containsExactly("pong");
        assertThat(client.closes()).isEmpty();
        assertThat(node.backend.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\u0000b", "\\n", "\\u007f", "\\u0085", "\\ud800", "a\\udc00"})
    void fault3_badChannelName_isAnsweredAndTheConnectionWorksOn(String name) {
        assertThat(client.ask("{\"subscribe\":\"" + name + "\"}")).containsExactly(BAD_CHANNEL);
        assertThat(client.ask("{\"presence\":\"" + name + "\"}")).containsExactly(BAD_CHANNEL);
        assertThat(client.ask("{\"publish\":1,\"channel\":\"" + name + "\"}")).containsExactly(BAD_CHANNEL);

        assertThat(client.ask("ping")).containsExactly("pong");
        assertThat(node.bus.told()).isEmpty();
    }

    @Test
    void receive_nestedBeyondTheBound_isAnsweredByItsInfo() {
        String deep = "[".repeat(600) + "]".repeat(600);

        assertThat(client.ask("{\"publish\":" + deep + ",\"channel\":\"c\"}"))
                .containsExactly("{\"type\":\"info\",\"payload\":\"103: message is nested too deeply\"}");
    }

    @Test
    void receive_noUtf8_endsTheConnection() {
        byte[] text = "{\"subscribe\":\"c?\"}".getBytes(UTF_8);
        text[15] = (byte) 0xC0;

        client.send(text);

        assertThat(client.closes()).containsExactly(Disconnect.BAD_DATA);
        assertThat(client.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subscribe\":\"c\u00e9\"}",
                "{\"subscribe\":\"c\\u00e9\"}",
                " { \"subscribe\" :\t\"c\u00e9\" }\r\n",
                "{\"\\u0073ubscribe\":\"c\\u00E9\"}"
            })
    void subscribe_writtenInAnyWay_isGrantedInSilence(String text) {
        assertThat(client.ask(text)).isEmpty();

        assertThat(node.bus.told()).containsExactly("+c\u00e9");
    }

    @Test
    void subscribe_twice_deliversOnce() {
        client.ask("{\"subscribe\":\"c\"}");
        client.ask("{\"subscribe\":\"c\"}");

        assertThat(client.ask("{\"publish\":1,\"channel\":\"c\"}")).hasSize(1);
    }

    @Test
    void publish_byAnonymous_isTheOriginalsFrame() {
        client.ask("{\"subscribe\":\"c\"}");

        assertThat(client.ask("{\"publish\":\"\\\"hi\\\"\",\"channel\":\"c\"}"))
                .containsExactly("{\"type\":\"message\",\"message\":\"\\\"hi\\\"\",\"channel\":\"c\","
                        + "\"user_id\":\"anonymous\",\"user_data\":\"undefined\"}");
    }

    @Test
    void publish_byAuthenticated_isTheOriginalsFrame() {
        client.as("u1", "{\"avatar\":\"a.png\"}").ask("{\"subscribe\":\"c\"}");

        assertThat(client.ask("{\"channel\":\"c\",\"publish\":\"\\\"hi\\\"\"}"))
                .containsExactly("{\"type\":\"message\",\"message\":\"\\\"hi\\\"\",\"channel\":\"c\","
                        + "\"user_id\":\"u1\",\"user_data\":{\"avatar\":\"a.png\"}}");
    }

    @Test
    void publish_byServer_isTheOriginalsFrame() {
        assertThat(frame(new ChannelName("c"), "\"\\\"hi\\\"\"", Publisher.SERVER))
                .isEqualTo(
                        "{\"type\":\"message\",\"message\":\"\\\"hi\\\"\",\"channel\":\"c\",\"from_server\":\"true\"}");
    }

    @Test
    void publish_withoutSubscription_reachesOthersOnly() {
        V1Client other = new V1Client(node);
        other.ask("{\"subscribe\":\"c\"}");

        assertThat(client.ask("{\"publish\":1,\"channel\":\"c\"}")).isEmpty();
        assertThat(other.take()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0.10E+2",
                "\"\\u0041\\/\u00e9\"",
                "null",
                "true",
                "[ 1 , {\"a\" : \"}\"} ]",
                "{ \"x\":\n[]}",
                "\"\\ud800\""
            })
    void publish_anyJson_passesItsBytesOnWithoutTheSpaceAround(String payload) {
        client.ask("{\"subscribe\":\"c\"}");

        List<String> frames = client.ask("{\"publish\": \t" + payload + " \n,\"channel\":\"c\"}");

        assertThat(frames)
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"message\",\"message\":" + payload + ",\"channel\"");
    }

    @Test
    void publish_fromTheMiddleOfAnArray_leavesTheArrayToItsOwner() {
        byte[] array = "xx{\"publish\":\"abc\",\"channel\":\"c\"}yy".getBytes(UTF_8);
        client.ask("{\"subscribe\":\"c\"}");

        client.receive(array, 2, array.length - 4);
        Arrays.fill(array, (byte) '!');

        assertThat(client.take()).singleElement().asString().contains("\"message\":\"abc\",\"channel\":\"c\"");
    }

    @Test
    void presence_ofASubscriber_isTheOriginalsFrame() {
        client.ask("{\"subscribe\":\"c\"}");

        client.send("{\"presence\":\"c\"}");
        node.presence.list("u1", "u2");

        assertThat(client.take())
                .containsExactly("{\"type\":\"presence\",\"subscribers\":[\"u1\",\"u2\"],\"channel\":\"c\"}");
    }

    @Test
    void presence_longerThanMayBe_isLookedAtNoFurther() {
        Iterator<String> endless = Stream.generate(() -> "u1").iterator();
        Collection<String> users = new AbstractCollection<>() {
            @Override
            public Iterator<String> iterator() {
                return endless;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };

        assertThat(new V1Frames().presence(new ChannelName("c"), users, 1_000)).isNull();
    }

    @Test
    void presence_longerThanTheClientMayBeBehind_isAnInfo() {
        String list = "{\"type\":\"presence\",\"subscribers\":[\"u1\",\"u2\"],\"channel\":\"c\"}";
        client.takingAtMost(list.length()).ask("{\"subscribe\":\"c\"}");
        client.send("{\"presence\":\"c\"}");
        node.presence.list("u1", "u2");
        assertThat(client.take()).containsExactly(list);

        client.send("{\"presence\":\"c\"}");
        node.presence.list("u1", "u23");

        assertThat(client.take()).containsExactly("{\"type\":\"info\",\"payload\":\"303: too many members to list\"}");
    }

    @Test
    void presence_ofNobody_isAnEmptyList() {
        client.ask("{\"subscribe\":\"c\"}");

        client.send("{\"presence\":\"c\"}");
        node.presence.list();

        assertThat(client.take()).containsExactly("{\"type\":\"presence\",\"subscribers\":[],\"channel\":\"c\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain", "\"quoted\" \\ / \b\f\n\r\t\u0001\u001f\u007f", "\u00e9\u07ff\u0800\u20ac\uffff",
                "\ud83d\ude00 \udbff\udfff", "\u2028\u2029", ""
            })
    void frames_anyText_isReadBackByJackson(String text) throws IOException {
        Publication publication =
                new Publication(new ChannelName("c" + text.replaceAll("\\p{Cntrl}", "")), Json.of("1"), user(text));
        byte[] message = format().encode(publication);
        byte[] presence = new V1Frames().presence(publication.channel(), List.of(text, "", text), Long.MAX_VALUE);

        assertThat(tree(message).get("user_id").asText()).isEqualTo(text);
        assertThat(tree(message).get("channel").asText())
                .isEqualTo(publication.channel().value());
        assertThat(tree(presence).get("subscribers").get(2).asText()).isEqualTo(text);
    }

    @Test
    void frames_halfASurrogatePair_isEscapedSoThatTheFrameIsUtf8() {
        String frame = frame(new ChannelName("c"), "1", user("a\ud800b\udc00"));

        assertThat(frame).contains("\"user_id\":\"a\\ud800b\\udc00\"");
    }

    @Test
    void encode_once_servesAllSubscribers() {
        Publication publication = new Publication(new ChannelName("c"), Json.of("1"), Publisher.ANONYMOUS);

        assertThat(publication.encoded(format())).isSameAs(publication.encoded(format()));
    }

    private PublicationFormat format() {
        return new V1Protocol(node.sessions).format();
    }

    private String frame(ChannelName channel, String payload, Publisher publisher) {
        return new String(format().encode(new Publication(channel, Json.of(payload), publisher)), UTF_8);
    }

    private static Publisher user(String id) {
        return new Publisher.User(id, Json.of("{}"));
    }

    private static JsonNode tree(byte[] json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
