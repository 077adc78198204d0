package org.carotene.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.junit.jupiter.api.Test;

class FrameCodecTest {

    private final FrameCodec codec = new FrameCodec(WireVersion.NEWEST);
    private final RecordingVisitor seen = new RecordingVisitor();

    @Test
    void read_eachKind_givesWhatWasAdded() {
        List<Frame> frames = List.of(
                new Frame.Interest(7, 1L << 40, List.of(change("a", true), change("b", false))),
                new Frame.Snapshot(7, 3, 1000, 1002, List.of(new ChannelName("x"), new ChannelName("y"))),
                new Frame.Snapshot(7, 3, 0, 0, List.of()),
                new Frame.SnapshotRequest(),
                new Frame.Canary(7, 3, 1_700_000_000_000L),
                new Frame.Canary(7, 3, 1_700_000_000_000L, 12),
                new Frame.Question(12, 3, Bytes.of("who?")),
                new Frame.Answer(12, Frame.Outcome.DONE, Bytes.of("me")),
                new Frame.Answer(13, Frame.Outcome.FAILED, Bytes.of("no")),
                new Frame.Answer(14, Frame.Outcome.UNKNOWN_SERVICE, new Bytes(new byte[0])));

        frames.forEach(codec::add);
        int unknown = FrameCodec.read(codec.message(), seen);

        assertThat(seen.frames).isEqualTo(frames);
        assertThat(unknown).isZero();
    }

    @Test
    void read_publications_keepsChannelPayloadAndPublisher() {
        List<Publisher> publishers =
                List.of(Publisher.ANONYMOUS, Publisher.SERVER, new Publisher.User("anna", Json.of("{\"name\":\"Ä\"}")));

        for (Publisher publisher : publishers) {
            codec.add(new Frame.Publish(new Publication(new ChannelName("räume/日本"), Json.of("[1,\"ü\"]"), publisher)));
        }
        FrameCodec.read(codec.message(), seen);

        assertThat(seen.publications()).extracting(Publication::publisher).isEqualTo(publishers);
        assertThat(seen.publications())
                .allSatisfy(
                        publication -> assertThat(publication.channel().value()).isEqualTo("räume/日本"))
                .allSatisfy(publication -> assertThat(publication.payload()).isEqualTo(Json.of("[1,\"ü\"]")));
    }

    @Test
    void read_anyText_keepsEachChar() {
        Random random = new Random(42);
        List<ChannelName> names = new ArrayList<>(List.of(new ChannelName("\ud800"), new ChannelName("a\udfffb")));
        for (int i = 0; i < 500; i++) {
            names.add(randomName(random));
        }

        codec.add(new Frame.Snapshot(1, 1, 0, names.size(), names));
        FrameCodec.read(codec.message(), seen);

        assertThat(((Frame.Snapshot) seen.frames.get(0)).channels()).isEqualTo(names);
    }

    @Test
    void read_newerVersion_isRefusedWhole() {
        codec.add(new Frame.SnapshotRequest());
        byte[] message = codec.message();
        message[0] = WireVersion.NEWEST + 1;

        assertThatThrownBy(() -> FrameCodec.read(message, seen))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessage("message version: 2 (expected: 1..1)");
        assertThat(seen.frames).isEmpty();
    }

    @Test
    void read_unknownKind_isSkippedAndCounted() {
        codec.add(new Frame.SnapshotRequest());
        codec.add(new Frame.Canary(1, 2, 3));
        byte[] message = codec.message();
        message[1] = 99;

        int unknown = FrameCodec.read(message, seen);

        assertThat(unknown).isEqualTo(1);
        assertThat(seen.frames).containsExactly(new Frame.Canary(1, 2, 3));
    }

    @Test
    void read_longerBody_ignoresWhatFollowsTheKnownFields() {
        FrameWriter writer = new FrameWriter();
        writer.byteOf(WireVersion.NEWEST);
        writer.byteOf(Frame.Kind.CANARY.code());
        writer.intOf(5);
        for (int field : new int[] {1, 2, 3, 4, 5}) {
            writer.number(field);
        }

        FrameCodec.read(writer.message(), seen);

        assertThat(seen.frames).containsExactly(new Frame.Canary(1, 2, 3, 4));
    }

    @Test
    void read_everyPrefixAndManyMutations_neverFailsOtherwiseThanMalformed() {
        codec.add(new Frame.Publish(
                new Publication(new ChannelName("news"), Json.of("1"), new Publisher.User("u", Json.of("{}")))));
        codec.add(new Frame.Snapshot(7, 3, 0, 1, List.of(new ChannelName("é"))));
        codec.add(new Frame.Answer(12, Frame.Outcome.DONE, Bytes.of("me")));
        byte[] message = codec.message();
        Random random = new Random(1);

        for (int i = 0; i < 200_000; i++) {
            byte[] bad = Arrays.copyOf(message, i < message.length ? i : message.length);
            for (int j = random.nextInt(3); j > 0 && bad.length > 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(bad);
        }
        assertThat(seen.frames).isNotEmpty();
    }

    @Test
    void message_afterClear_startsAnew() {
        codec.add(new Frame.SnapshotRequest());
        codec.clear();
        codec.add(new Frame.Canary(1, 2, 3));

        FrameCodec.read(codec.message(), seen);

        assertThat(seen.frames).containsExactly(new Frame.Canary(1, 2, 3));
    }

    @Test
    void add_plainPublication_costsItsBytesAndALittle() {
        codec.add(new Frame.Publish(new Publication(
                new ChannelName("news"), new Json("1".repeat(200).getBytes(UTF_8)), Publisher.ANONYMOUS)));

        assertThat(codec.message()).hasSize(1 + 5 + 1 + (1 + 4) + (2 + 200));
    }

    private void readOrRefuse(byte[] message) {
        try {
            FrameCodec.read(message, seen);
        } catch (MalformedFrameException | UnknownVersionException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    private static ChannelName randomName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            char c = (char) random.nextInt(random.nextBoolean() ? 128 : 65_536);
            name.append(Character.isISOControl(c) ? '.' : c);
        }
        return new ChannelName(name.toString());
    }

    private static Frame.Change change(String channel, boolean wanted) {
        return new Frame.Change(new ChannelName(channel), wanted);
    }
}
