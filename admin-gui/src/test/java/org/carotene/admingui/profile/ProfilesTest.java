package org.carotene.admingui.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Profile.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections are kept, exported and imported; no file ever has a secret. */
final class ProfilesTest {
    @TempDir
    Path folder;

    @Test
    void save_profile_thereAtTheNextStart() throws IOException {
        Profile profile = new Profile(
                "id1",
                "Shop",
                List.of(NodeAddress.parse("n1:1"), NodeAddress.parse("[::1]:2")),
                true,
                Colour.RED,
                true,
                true,
                List.of(new TrustedCertificate("AB:CD", "n1:1"), new TrustedCertificate("EF:01", "")));
        Profiles.load(file()).save(profile);

        assertThat(Profiles.load(file()).all()).containsExactly(profile);
    }

    @Test
    void trusting_anotherCertificateOfTheNode_takesThePlaceOfTheFirst() {
        Profile profile = Profile.of("a", List.of(NodeAddress.parse("n1")))
                .trusting(new TrustedCertificate("AB", "n1:1"))
                .trusting(new TrustedCertificate("CD", "n2:1"))
                .trusting(new TrustedCertificate("EF", "n1:1"));

        assertThat(profile.trusted())
                .extracting(TrustedCertificate::fingerprint)
                .containsExactly("CD", "EF");
        assertThat(profile.trustedAt("n1:1")).contains(new TrustedCertificate("EF", "n1:1"));
        assertThat(profile.trustedAt("n3:1")).isEmpty();
    }

    @Test
    void save_sameId_replaces() throws IOException {
        Profiles profiles = Profiles.load(file());
        Profile first = Profile.of("a", List.of(NodeAddress.parse("n1")));
        profiles.save(first);
        profiles.save(first.locked(true));

        assertThat(profiles.all()).containsExactly(first.locked(true));
    }

    @Test
    void importFrom_exportedFile_same() throws IOException {
        Profiles profiles = Profiles.load(file());
        profiles.save(Profile.of("a", List.of(NodeAddress.parse("n1"))));
        profiles.save(Profile.of("b", List.of(NodeAddress.parse("n2"))));
        Path exported = folder.resolve("out.json");
        Profiles.write(exported, profiles.all());

        Profiles other = Profiles.load(folder.resolve("other.json"));
        assertThat(other.importFrom(exported)).isEqualTo(2);
        assertThat(other.all()).isEqualTo(profiles.all());
    }

    @Test
    void load_brokenFile_saysWhichAndWhatIsWrong() throws IOException {
        Files.writeString(file(), "{\"profiles\":[{\"name\":\"a\",\"seeds\":[\"n:x\"]}]}");

        assertThatThrownBy(() -> Profiles.load(file()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("profiles.json")
                .hasMessageContaining("host:port");
    }

    private Path file() {
        return folder.resolve("profiles.json");
    }
}
