package org.carotene.healing;

/** What an island's decider says to another one that wants to come over with its nodes. */
public enum GrantAnswer {
    GRANTED(0, "granted"),
    /** It is leaving, or asking somebody itself. */
    BUSY(1, "it is asking another side itself, or leaving"),
    /** By its own view the asking side is not the one to leave. */
    NOT_LARGER(2, "by its view its own side is the one to leave"),
    NOT_DECIDER(3, "it does not decide for its side"),
    DETACHED(4, "it has no Ignite node at present"),
    /** Nodes of its side do not reach all nodes of the asking one. */
    UNREACHABLE(5, "its side does not reach all our nodes");

    private final int code;
    private final String text;

    GrantAnswer(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    /** In words for the log. */
    public String text() {
        return text;
    }

    /** The answer of that code; one that this version does not know is a refusal. */
    static GrantAnswer of(int code) {
        for (GrantAnswer answer : values()) {
            if (answer.code == code) {
                return answer;
            }
        }
        return BUSY;
    }
}
