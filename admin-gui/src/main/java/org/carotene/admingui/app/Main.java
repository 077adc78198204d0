package org.carotene.admingui.app;

import javafx.application.Application;

/** The way in: not the application class itself, which Java only starts with JavaFX on the module path. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Application.launch(AdminApplication.class, args);
    }
}
