package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void make_missingOrOpenToOthers_isItsOwnersAlone() throws IOException {
        Path made = directory.resolve("made");
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        for (Path each : new Path[] {made, open}) {
            WorkDirectory.make(each);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
            assertThat(each).isEmptyDirectory();
        }
    }

    @Test
    void make_aLinkToSomewhereElse_isRefused() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), elsewhere);

        assertThatThrownBy(() -> WorkDirectory.make(link)).isInstanceOf(IOException.class);
    }

    @Test
    void make_ofAnotherUser_isRefused() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("only root can give away")
                .isEqualTo("root");
        Path others = Files.createDirectory(directory.resolve("others"));
        Files.setOwner(
                others, others.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        assertThatThrownBy(() -> WorkDirectory.make(others)).hasMessage("it belongs to nobody");
    }
}
