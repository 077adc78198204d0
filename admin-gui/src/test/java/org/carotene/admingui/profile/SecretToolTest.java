package org.carotene.admingui.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The keyring is spoken to as libsecret's command wants it: a script in its place keeps what it is told. */
@EnabledOnOs(OS.LINUX)
final class SecretToolTest {
    private static final String KEYRING = """
            #!/bin/sh
            echo "$@" >>"$0.arguments"
            for last; do :; done
            case $1 in
                store) cat >"$0.$last" ;;
                lookup) cat "$0.$last" 2>/dev/null || exit 1 ;;
                clear) rm -f "$0.$last" ;;
            esac
            """;

    @TempDir
    Path folder;

    @Test
    void write_secret_readBackAndNeverAnArgument() throws IOException {
        SecretTool tool = new SecretTool(command(KEYRING).toString());

        tool.write("p1", "a-secret-token");

        assertThat(tool.works()).isTrue();
        assertThat(tool.read("p1")).contains("a-secret-token");
        assertThat(tool.read("p2")).isEmpty();
        assertThat(Files.readString(folder.resolve("secret-tool.arguments"))).doesNotContain("a-secret-token");
        tool.remove("p1");
        assertThat(tool.read("p1")).isEmpty();
    }

    @Test
    void works_noKeyringBehindTheCommand_no() throws IOException {
        Path command = command("#!/bin/sh\necho 'Cannot autolaunch D-Bus without X11 $DISPLAY' >&2\nexit 1\n");

        assertThat(new SecretTool(command.toString()).works()).isFalse();
        assertThat(new SecretTool(folder.resolve("none").toString()).works()).isFalse();
    }

    @Test
    void write_keyringRefuses_saysSo() throws IOException {
        Path command = command("#!/bin/sh\ncat >/dev/null\necho 'collection is locked' >&2\nexit 1\n");

        assertThatThrownBy(() -> new SecretTool(command.toString()).write("p1", "token"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("collection is locked");
    }

    @Test
    void read_keyringHangs_givesUp() throws IOException {
        Path command = command("#!/bin/sh\nexec sleep 600\n");

        assertThatThrownBy(() -> new SecretTool(command.toString(), Duration.ofMillis(300)).read("p1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer from the keyring");
    }

    @Test
    void read_warningBesideTheSecret_onlyTheSecret() throws IOException {
        Path command = command("#!/bin/sh\necho 'GLib-WARNING: something' >&2\necho a-secret-token\n");

        assertThat(new SecretTool(command.toString()).read("p1")).contains("a-secret-token");
    }

    private Path command(String script) throws IOException {
        Path command = folder.resolve("secret-tool");
        Files.writeString(command, script);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return command;
    }
}
