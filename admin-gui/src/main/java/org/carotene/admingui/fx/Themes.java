package org.carotene.admingui.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** Light or dark: the two themes of AtlantaFX and the application's own style sheet above them. */
public final class Themes {
    private static final String OWN = Objects.requireNonNull(
                    Themes.class.getResource("/org/carotene/admingui/admin.css"), "admin.css")
            .toExternalForm();

    private Themes() {}

    public static void use(boolean dark) {
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
    }

    public static void dress(Scene scene) {
        scene.getStylesheets().setAll(OWN);
    }
}
