package org.carotene.admingui.view.nodes;

import static org.carotene.admingui.fx.Texts.text;

import java.util.Locale;
import org.carotene.admingui.model.NodeSummary.Condition;
import org.kordamp.ikonli.feather.Feather;

/** How a node's condition looks: a word, an icon of its own and a colour, so that none of them is needed alone. */
public final class Conditions {
    private Conditions() {}

    public static String words(Condition condition) {
        return text("condition." + condition.name().toLowerCase(Locale.ROOT));
    }

    public static String styleClass(Condition condition) {
        return switch (condition) {
            case SERVING -> "good";
            case LEAVING -> "note";
            case NOT_READY, DETACHED -> "warning";
            case SILENT -> "bad";
        };
    }

    public static Feather icon(Condition condition) {
        return switch (condition) {
            case SERVING -> Feather.CHECK;
            case LEAVING -> Feather.LOG_OUT;
            case NOT_READY -> Feather.CLOCK;
            case DETACHED -> Feather.CLOUD_OFF;
            case SILENT -> Feather.X;
        };
    }
}
