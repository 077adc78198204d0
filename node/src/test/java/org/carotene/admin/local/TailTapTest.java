package org.carotene.admin.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.junit.jupiter.api.Test;

final class TailTapTest {

    @Test
    void published_moreThanFits_keepsTheFirstAndCountsTheRest() {
        TailTap tap = new TailTap(Set.of(), List.of(new ChannelPattern("t*")), 4096);
        for (int i = 0; i < 5_000; i++) {
            tap.published(publication("t", String.valueOf(i)));
            tap.published(publication("other", String.valueOf(i)));
        }

        JsonNode taken = tap.take("n@h");

        long kept = taken.path("items").size();
        assertThat(kept).isEqualTo(1_024);
        assertThat(taken.path("dropped").asLong()).isEqualTo(5_000 - kept);
        assertThat(tap.take("n@h").path("dropped").asLong()).isZero();
    }

    @Test
    void published_largeOnes_areBoundedInBytes() {
        TailTap tap = new TailTap(Set.of("t"), List.of(), 64);
        String large = "\"" + "x".repeat(300_000) + "\"";
        for (int i = 0; i < 10; i++) {
            tap.published(publication("t", large));
        }

        JsonNode taken = tap.take("n@h");

        assertThat(taken.path("items")).hasSize(3);
        assertThat(taken.path("dropped").asLong()).isEqualTo(7);
        assertThat(taken.path("items").path(0).path("text").asText()).hasSize(64);
    }

    private static Publication publication(String channel, String json) {
        return new Publication(new ChannelName(channel), Json.of(json), Publisher.SERVER);
    }
}
