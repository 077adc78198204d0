package org.carotene.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carotene.cluster.RemoteInterest.Verdict.APPLY;
import static org.carotene.cluster.RemoteInterest.Verdict.DOUBT;
import static org.carotene.cluster.RemoteInterest.Verdict.NOTHING;
import static org.carotene.cluster.RemoteInterest.Verdict.REPLACE;
import static org.carotene.cluster.RemoteInterest.Verdict.SETTLED;

import java.util.List;
import java.util.stream.Stream;
import org.carotene.channel.ChannelName;
import org.junit.jupiter.api.Test;

class RemoteInterestTest {

    private static final long SELF = 7;

    private final RemoteInterest interest = new RemoteInterest(SELF);

    @Test
    void part_allParts_giveTheWhole() {
        RemoteInterest.Verdict first = interest.part(part(5, 0, 3, "a", "b"));
        RemoteInterest.Verdict last = interest.part(part(5, 2, 3, "c"));

        assertThat(first).isEqualTo(NOTHING);
        assertThat(last).isEqualTo(REPLACE);
        assertThat(interest.snapshot()).containsExactlyInAnyOrderElementsOf(names("a", "b", "c"));
        assertThat(interest.canary(canary(SELF, 5))).isEqualTo(SETTLED);
    }

    @Test
    void part_onePartLost_isNothingUntilACanaryAsksAgain() {
        interest.part(part(5, 0, 3, "a"));
        RemoteInterest.Verdict last = interest.part(part(5, 2, 3, "c"));

        assertThat(last).isEqualTo(NOTHING);
        assertThat(interest.isKnown()).isFalse();
        assertThat(interest.canary(canary(SELF, 5))).isEqualTo(DOUBT);
    }

    @Test
    void part_changeInBetween_meansThatAPartWasLost() {
        interest.part(part(5, 0, 2, "a"));
        interest.changed(change(SELF, 6));

        assertThat(interest.part(part(5, 1, 2, "b"))).isEqualTo(NOTHING);
        assertThat(interest.isKnown()).isFalse();
    }

    @Test
    void part_emptySnapshot_isKnown() {
        assertThat(interest.part(part(0, 0, 0))).isEqualTo(REPLACE);
        assertThat(interest.snapshot()).isEmpty();
    }

    @Test
    void changed_nextInTheRow_applies() {
        interest.part(part(5, 0, 0));

        assertThat(interest.changed(change(SELF, 6))).isEqualTo(APPLY);
        assertThat(interest.changed(change(SELF, 7))).isEqualTo(APPLY);
        assertThat(interest.canary(canary(SELF, 7))).isEqualTo(SETTLED);
    }

    @Test
    void changed_gap_isDoubtUntilASnapshot() {
        interest.part(part(5, 0, 0));

        assertThat(interest.changed(change(SELF, 7))).isEqualTo(DOUBT);
        assertThat(interest.changed(change(SELF, 8))).isEqualTo(NOTHING);
        assertThat(interest.part(part(8, 0, 1, "a"))).isEqualTo(REPLACE);
        assertThat(interest.changed(change(SELF, 9))).isEqualTo(APPLY);
    }

    @Test
    void changed_alreadyKnown_isNothing() {
        interest.part(part(5, 0, 0));

        assertThat(interest.changed(change(SELF, 5))).isEqualTo(NOTHING);
        assertThat(interest.isKnown()).isTrue();
    }

    @Test
    void canary_otherSequence_isDoubt() {
        interest.part(part(5, 0, 0));

        assertThat(interest.canary(canary(SELF, 6))).isEqualTo(DOUBT);
        assertThat(interest.isKnown()).isFalse();
    }

    @Test
    void anything_ofAFormerSelf_isNothing() {
        interest.part(part(5, 0, 0));

        assertThat(interest.changed(change(SELF - 1, 6))).isEqualTo(NOTHING);
        assertThat(interest.canary(canary(SELF - 1, 99))).isEqualTo(NOTHING);
        assertThat(interest.part(new Frame.Snapshot(SELF - 1, 9, 0, 0, List.of())))
                .isEqualTo(NOTHING);
        assertThat(interest.canary(canary(SELF, 5))).isEqualTo(SETTLED);
    }

    private static Frame.Snapshot part(long sequence, int from, int total, String... channels) {
        return new Frame.Snapshot(SELF, sequence, from, total, names(channels));
    }

    private static Frame.Interest change(long incarnation, long sequence) {
        return new Frame.Interest(incarnation, sequence, List.of());
    }

    private static Frame.Canary canary(long incarnation, long sequence) {
        return new Frame.Canary(incarnation, sequence, 0);
    }

    private static List<ChannelName> names(String... channels) {
        return Stream.of(channels).map(ChannelName::new).toList();
    }
}
