package org.carotene.admingui.fx;

/**
 * What a page shows: its content, or why there is none.
 *
 * @param title one line, empty for content
 * @param detail what to do about it; may be empty
 */
public record PageState(Kind kind, String title, String detail) {
    /** There is something to see. */
    public static final PageState CONTENT = new PageState(Kind.CONTENT, "", "");

    /** Asked, not answered yet. */
    public static PageState loading() {
        return new PageState(Kind.LOADING, Texts.text("state.loading"), "");
    }

    /** Answered: there is nothing. */
    public static PageState empty(String title, String detail) {
        return new PageState(Kind.EMPTY, title, detail);
    }

    /** It could not be had. */
    public static PageState failed(String detail) {
        return new PageState(Kind.FAILED, Texts.text("state.failed"), detail);
    }

    /** The kinds of states. */
    public enum Kind {
        CONTENT,
        LOADING,
        EMPTY,
        FAILED
    }
}
