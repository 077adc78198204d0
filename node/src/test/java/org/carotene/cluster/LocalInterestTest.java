package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carotene.channel.ChannelName;
import org.junit.jupiter.api.Test;

class LocalInterestTest {

    private static final ChannelName NEWS = new ChannelName("news");
    private static final ChannelName SPORT = new ChannelName("sport");

    private final LocalInterest interest = new LocalInterest();

    @Test
    void changed_severalBeforeAnAnnouncement_asksForOne() {
        assertThat(interest.changed(NEWS, true)).isTrue();
        assertThat(interest.changed(SPORT, true)).isFalse();

        List<Frame.Interest> frames = interest.announcements(7);

        assertThat(frames)
                .containsExactly(
                        new Frame.Interest(7, 1, List.of(new Frame.Change(NEWS, true), new Frame.Change(SPORT, true))));
        assertThat(interest.changed(NEWS, false)).isTrue();
    }

    @Test
    void announcements_nothingNew_isNothing() {
        assertThat(interest.announcements(7)).isEmpty();
        assertThat(interest.sequence()).isZero();
    }

    @Test
    void announcements_manyChanges_areNumberedOneByOne() {
        IntStream.range(0, 10_000).forEach(i -> interest.changed(new ChannelName("c" + i), true));

        List<Frame.Interest> frames = interest.announcements(7);

        assertThat(frames).extracting(Frame.Interest::sequence).containsExactly(1L, 2L, 3L);
        assertThat(frames.stream().mapToInt(frame -> frame.changes().size()).sum())
                .isEqualTo(10_000);
    }

    @Test
    void snapshot_afterChanges_holdsWhatIsLeftAndTheirNumber() {
        interest.changed(NEWS, true);
        interest.changed(SPORT, true);
        interest.changed(NEWS, false);
        interest.announcements(7);
        interest.changed(NEWS, true);

        List<Frame.Snapshot> parts = interest.snapshot(8);

        assertThat(parts).containsExactly(new Frame.Snapshot(8, 1, 0, 1, List.of(SPORT)));
    }

    @Test
    void snapshot_nothing_isOneEmptyPart() {
        assertThat(interest.snapshot(7)).containsExactly(new Frame.Snapshot(7, 0, 0, 0, List.of()));
    }

    @Test
    void snapshot_hundredThousandChannels_arrivesWholeThroughAModestQueue() {
        Set<ChannelName> channels = IntStream.range(0, 100_000)
                .mapToObj(i -> new ChannelName("a channel with a name of some length " + i))
                .collect(Collectors.toSet());
        channels.forEach(channel -> interest.changed(channel, true));
        interest.announcements(7);
        OutgoingQueue queue = new OutgoingQueue(2_000_000);
        RemoteInterest remote = new RemoteInterest(7);
        List<RemoteInterest.Verdict> verdicts = new ArrayList<>();

        assertThat(interest.snapshot(7)).allMatch(queue::offer);
        FrameCodec codec = new FrameCodec(WireVersion.NEWEST);
        for (Frame part = queue.poll(); part != null; part = queue.poll()) {
            codec.add(part);
            RecordingVisitor seen = new RecordingVisitor();
            FrameCodec.read(codec.message(), seen);
            verdicts.add(remote.part((Frame.Snapshot) seen.frames.get(0)));
        }

        assertThat(verdicts).hasSize(100).last().isEqualTo(RemoteInterest.Verdict.REPLACE);
        assertThat(remote.snapshot()).isEqualTo(channels);
    }
}
