package org.carotene.admingui.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class DesktopThemeTest {
    @Test
    void linux_byTheSchemeOrTheNameOfTheTheme() {
        assertThat(DesktopTheme.dark("Linux", answering("color-scheme", "'prefer-dark'")))
                .isTrue();
        assertThat(DesktopTheme.dark("Linux", answering("gtk-theme", "'Adwaita-dark'")))
                .isTrue();
        assertThat(DesktopTheme.dark("Linux", answering("color-scheme", "'default'")))
                .isFalse();
    }

    @Test
    void macAndWindows_byTheirSettings() {
        assertThat(DesktopTheme.dark("Mac OS X", answering("AppleInterfaceStyle", "Dark")))
                .isTrue();
        assertThat(DesktopTheme.dark("Windows 11", answering("AppsUseLightTheme", "REG_DWORD 0x0")))
                .isTrue();
        assertThat(DesktopTheme.dark("Windows 11", answering("AppsUseLightTheme", "REG_DWORD 0x1")))
                .isFalse();
    }

    @Test
    void nobodyAnswers_light() {
        for (String system : List.of("Linux", "Mac OS X", "Windows 11")) {
            assertThat(DesktopTheme.dark(system, command -> "")).as(system).isFalse();
        }
    }

    private static Function<List<String>, String> answering(String last, String words) {
        return command -> command.get(command.size() - 1).equals(last) ? words : "";
    }
}
