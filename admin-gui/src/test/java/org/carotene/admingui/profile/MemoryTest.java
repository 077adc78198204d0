package org.carotene.admingui.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the window remembers is there at the next start; a broken file is no reason not to start. */
final class MemoryTest {
    @TempDir
    Path folder;

    @Test
    void flush_values_thereAtTheNextStart() {
        Memory memory = new Memory(file());
        memory.keep("a.width", 12.5);
        memory.keep("b", "ä");
        memory.keep("c", true);
        memory.flush();

        Memory next = new Memory(file());
        assertThat(next.number("a.width", 0)).isEqualTo(12.5);
        assertThat(next.text("b", "")).isEqualTo("ä");
        assertThat(next.flag("c", false)).isTrue();
        assertThat(next.number("missing", 7)).isEqualTo(7);
    }

    @Test
    void onChange_eachFirstChangeAfterAWrite_toldOnceAndALateWriteOverwritesNothing() throws IOException {
        Memory memory = new Memory(file());
        List<Runnable> waiting = new ArrayList<>();
        AtomicInteger told = new AtomicInteger();
        memory.onChange(told::incrementAndGet);

        memory.keep("a", 1);
        memory.keep("b", 2);
        memory.flush(waiting::add);
        memory.keep("a", 3);
        memory.flush();
        waiting.forEach(Runnable::run);

        assertThat(told).hasValue(2);
        assertThat(new Memory(file()).text("a", "")).isEqualTo("3");
    }

    @Test
    void new_brokenFile_startsWithout() throws IOException {
        Files.writeString(file(), "a=\\u00zz");

        assertThat(new Memory(file()).text("a", "otherwise")).isEqualTo("otherwise");
    }

    @Test
    void folder_eachSystem_itsPlace() {
        assertThat(Folders.folder(Map.of(), "Linux", "/home/u")).isEqualTo(Path.of("/home/u/.config/carotene-admin"));
        assertThat(Folders.folder(Map.of("XDG_CONFIG_HOME", "/c"), "Linux", "/home/u"))
                .isEqualTo(Path.of("/c/carotene-admin"));
        assertThat(Folders.folder(Map.of(), "Mac OS X", "/Users/u"))
                .isEqualTo(Path.of("/Users/u/Library/Application Support/carotene-admin"));
        assertThat(Folders.folder(Map.of("APPDATA", "/data"), "Windows 11", "/u"))
                .isEqualTo(Path.of("/data/carotene-admin"));
        assertThat(Folders.folder(Map.of("CAROTENE_ADMIN_HOME", "/mine"), "Linux", "/u"))
                .isEqualTo(Path.of("/mine"));
    }

    private Path file() {
        return folder.resolve("window.properties");
    }
}
