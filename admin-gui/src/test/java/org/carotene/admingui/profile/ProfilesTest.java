package org.carotene.admingui.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void importFrom_exportedFile_sameOnce() throws IOException {
        Profiles profiles = Profiles.load(file());
        profiles.save(Profile.of("a", List.of(NodeAddress.parse("n1"))));
        profiles.save(Profile.of("b", List.of(NodeAddress.parse("n2"))));
        Path exported = folder.resolve("out.json");
        Profiles.write(exported, profiles.all());

        Profiles other = Profiles.load(folder.resolve("other.json"));
        assertThat(other.importFrom(exported)).isEqualTo(2);
        assertThat(other.importFrom(exported)).isEqualTo(2);
        assertThat(other.all()).extracting(Profile::name).containsExactly("a", "b");
        assertThat(other.all())
                .extracting(Profile::seeds)
                .containsExactlyElementsOf(
                        profiles.all().stream().map(Profile::seeds).toList());
    }

    @Test
    void importFrom_fileWithAKnownId_leavesThatOneAndTrustsNobody() throws IOException {
        Profiles profiles = Profiles.load(file());
        Profile mine = Profile.of("shop", List.of(NodeAddress.parse("n1")));
        profiles.save(mine);
        Path crafted = folder.resolve("crafted.json");
        Profile theirs = new Profile(
                mine.id(),
                "shop",
                List.of(NodeAddress.parse("elsewhere")),
                true,
                Colour.GREEN,
                false,
                false,
                List.of(new TrustedCertificate("AB", "elsewhere:8181")));
        Profiles.write(crafted, List.of(theirs));

        profiles.importFrom(crafted);

        assertThat(profiles.byId(mine.id())).contains(mine);
        assertThat(profiles.all()).hasSize(2);
        assertThat(profiles.all().get(1).id()).isNotEqualTo(mine.id());
        assertThat(profiles.all().get(1).trusted()).isEmpty();
    }

    @Test
    void loadOrPutAside_brokenFile_keptAndBegunAnew() throws IOException {
        Files.writeString(file(), "{broken");
        List<Path> aside = new ArrayList<>();
        Profiles profiles = Profiles.loadOrPutAside(file(), (path, reason) -> aside.add(path));
        profiles.save(Profile.of("a", List.of(NodeAddress.parse("n1"))));

        assertThat(aside)
                .singleElement()
                .satisfies(path -> assertThat(Files.readString(path)).isEqualTo("{broken"));
        assertThat(Profiles.load(file()).all()).hasSize(1);
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
