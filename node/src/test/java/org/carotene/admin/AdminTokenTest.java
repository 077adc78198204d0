package org.carotene.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminTokenTest {

    @TempDir
    private Path directory;

    @Test
    void of_noFile_makesOneForItsOwnerAlone() throws Exception {
        Path file = directory.resolve("made").resolve("admin.token");

        AdminToken token = AdminToken.of(settings(file));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        String text = AdminToken.text(settings(file));
        assertThat(text).hasSize(43);
        assertThat(token.isShownBy("Bearer " + text)).isTrue();
        assertThat(token.toString()).doesNotContain(text);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("nothing else is left").containsExactly(file);
        }
    }

    @Test
    void of_manyAtTheSameTime_agreeOnOne() throws Exception {
        Path file = directory.resolve("admin.token");
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        List<Callable<AdminToken>> starts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            starts.add(() -> AdminToken.of(settings(file)));
        }

        Set<Boolean> same = new HashSet<>();
        for (Future<AdminToken> made : nodes.invokeAll(starts)) {
            same.add(made.get().isShownBy("Bearer " + AdminToken.text(settings(file))));
        }

        nodes.shutdownNow();
        assertThat(same).containsExactly(true);
    }

    @Test
    void make_whereThereAreNoHardLinks_makesItAllTheSame() throws Exception {
        Path file = directory.resolve("admin.token");
        PrivateFile.Link none = (link, existing) -> {
            throw new FileSystemException(link.toString(), existing.toString(), "Operation not permitted");
        };

        PrivateFile.make(file, "the-first-one-of-two", none);
        PrivateFile.make(file, "the-second-one-of-two", none);

        assertThat(PrivateFile.read("admin.token_file", file)).isEqualTo("the-first-one-of-two");
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.made");
    }

    @Test
    void port_writtenReadAndRemoved_isForItsOwnerAloneAndOfItsNode() throws Exception {
        AdminSettings settings = settings(directory.resolve("admin.token"));
        NodeName node = new NodeName("chat1@localhost");

        AdminPort.write(settings, node, 8181);
        AdminPort.write(settings, node, 8182);

        assertThat(AdminPort.read(settings, node)).contains(8182);
        assertThat(AdminPort.read(settings, new NodeName("chat2@localhost"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AdminPort.file(settings, node))))
                .isEqualTo("rw-------");
        AdminPort.remove(settings, node, 8181);
        assertThat(AdminPort.read(settings, node)).as("another process's").contains(8182);
        AdminPort.remove(settings, node, 8182);
        assertThat(AdminPort.read(settings, node)).isEmpty();
    }

    @Test
    void of_fileThatOthersCanRead_refusedWithWhatMendsIt() throws Exception {
        Path file = Files.writeString(directory.resolve("admin.token"), "a-token-that-is-long-enough");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> AdminToken.of(settings(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining("long-enough");
    }

    @Test
    void of_fileWithNextToNothing_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("admin.token"), "short\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> AdminToken.of(settings(file))).hasMessageContaining("5 characters");
    }

    @Test
    void isShownBy_anotherOne_isNot() throws Exception {
        AdminToken token = AdminToken.of(new AdminSettings(
                true, "127.0.0.1", Optional.empty(), Optional.of("a-token-of-the-settings"), Optional.empty()));

        assertThat(token.isShownBy("bearer a-token-of-the-settings")).isTrue();
        assertThat(token.isShownBy("Bearer a-token-of-the-setting")).isFalse();
        assertThat(token.isShownBy("Bearer a-token-of-the-settings2")).isFalse();
        assertThat(token.isShownBy("Basic a-token-of-the-settings")).isFalse();
        assertThat(token.isShownBy("Bearer ")).isFalse();
        assertThat(token.isShownBy(null)).isFalse();
    }

    private static AdminSettings settings(Path file) {
        return new AdminSettings(true, "127.0.0.1", Optional.empty(), Optional.empty(), Optional.of(file));
    }
}
