package org.carotene.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeptFramesTest {

    private static final long ROOMY = 1_000;

    private final KeptFrames kept = new KeptFrames();

    @Test
    void take_framesInOrder_oneArray() {
        add("{\"a\":1}", "2", "[3]");

        assertThat(taken()).isEqualTo("[{\"a\":1},2,[3]]");
        assertThat(kept.isEmpty()).isTrue();
    }

    @Test
    void putBack_withNewerFrames_olderComeFirst() {
        add("1", "2");
        kept.take(Integer.MAX_VALUE);
        add("3");

        kept.putBack();

        assertThat(taken()).isEqualTo("[1,2,3]");
    }

    @Test
    void arrived_withNewerFrames_onlyTheNewerAreLeft() {
        add("1", "2");
        kept.take(Integer.MAX_VALUE);
        add("3");

        kept.arrived();
        kept.putBack();

        assertThat(taken()).isEqualTo("[3]");
    }

    @Test
    void add_beyondTheBound_refusedUntilWhatIsUnderWayHasArrived() {
        byte[] frame = new byte[84];
        assertThat(kept.add(frame, 200)).isTrue();
        assertThat(kept.add(frame, 200)).isTrue();
        assertThat(kept.add(frame, 200)).isFalse();
        kept.take(Integer.MAX_VALUE);
        assertThat(kept.add(frame, 200)).isFalse();

        kept.arrived();

        assertThat(kept.add(frame, 200)).isTrue();
    }

    @Test
    void add_emptyFramesWithoutEnd_boundedToo() {
        int count = 0;
        while (kept.add(new byte[0], 1_600)) {
            count++;
        }

        assertThat(count).isEqualTo(100);
    }

    private void add(String... frames) {
        for (String frame : frames) {
            assertThat(kept.add(frame.getBytes(StandardCharsets.UTF_8), ROOMY)).isTrue();
        }
    }

    private String taken() {
        return new String(kept.take(Integer.MAX_VALUE), StandardCharsets.UTF_8);
    }
}
