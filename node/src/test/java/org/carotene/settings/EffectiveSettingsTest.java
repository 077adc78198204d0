package org.carotene.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.carotene.settings.EffectiveSettings.Entry;
import org.junit.jupiter.api.Test;

final class EffectiveSettingsTest {

    private final SettingsReader reader = new SettingsReader(Map.of(), Map.of());

    @Test
    void of_defaults_hasEveryKeyUnchangedButTheNameOfTheHost() {
        List<Entry> entries = EffectiveSettings.of(reader.defaults());

        assertThat(entries.stream().map(Entry::key))
                .containsExactlyElementsOf(Keys.all().stream().map(Key::path).toList());
        assertThat(entries.stream().filter(Entry::changed).map(Entry::key)).containsExactly("node_name");
    }

    @Test
    void of_whatIsSet_showsItAsAFileWouldSayIt() {
        List<Entry> entries = EffectiveSettings.of(
                reader.text("a.yaml", "limits: {idle_timeout: 90s, max_frame_size: 131072}\nnodes_in_cluster: [a, b]"));

        assertThat(entry(entries, "limits.idle_timeout").value()).isEqualTo("90s");
        assertThat(entry(entries, "limits.max_frame_size"))
                .isEqualTo(new Entry("limits.max_frame_size", "128KiB", "64KiB", true, false, false));
        assertThat(entry(entries, "nodes_in_cluster").value()).isEqualTo("[a, b]");
    }

    @Test
    void of_secrets_saysThatThereAreSomeAndNotWhich() {
        String yaml = """
                cluster.secret: the-secret-one
                broker: {type: redis, password: the-secret-two}
                admin.token: the-secret-three
                authenticate_url: http://user:the-secret-four@backend:80/path?key=the-secret-five
                """;

        List<Entry> entries = EffectiveSettings.of(reader.text("a.yaml", yaml));

        assertThat(entries.toString()).doesNotContain("the-secret");
        assertThat(entry(entries, "cluster.secret"))
                .isEqualTo(new Entry("cluster.secret", null, null, true, true, false));
        assertThat(entry(entries, "broker.password").changed()).isTrue();
        assertThat(entry(entries, "authenticate_url").value()).isEqualTo("http://...@backend:80/path?...");
        assertThat(EffectiveSettings.secret(reader.text("a.yaml", yaml), "cluster.secret"))
                .contains("the-secret-one");
    }

    private static Entry entry(List<Entry> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
