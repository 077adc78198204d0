package org.carotene.admingui.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.carotene.admingui.model.Sentence;
import org.jspecify.annotations.Nullable;

/** A node has refused or could not do what it was asked; it says why with a code of the admin API. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final TypeReference<Sentence> SENTENCE = new TypeReference<>() {};

    private final int status;
    private final int code;
    private final boolean retry;
    private final transient Sentence sentence;

    private AdminException(int status, int code, boolean retry, Sentence sentence) {
        super(sentence.text());
        this.status = status;
        this.code = code;
        this.retry = retry;
        this.sentence = sentence;
    }

    /** What a node has told with that HTTP status, 0 where there is none. */
    static AdminException of(int status, JsonNode body) {
        int code = body.path("code").asInt(0);
        boolean retry = body.path("retry").asBoolean(false);
        if (code == 0) {
            return new AdminException(status, 0, retry, httpStatus(status));
        }
        return new AdminException(status, code, retry, sentence(code, body));
    }

    /** An answer with that status and without a word. */
    static AdminException status(int status) {
        return new AdminException(status, 0, status >= 500, httpStatus(status));
    }

    /** The answer was there, and is not what the document of the API says. */
    static AdminException unreadable(@Nullable String what) {
        String found = String.valueOf(what);
        return new AdminException(
                200, 0, false, Sentence.own("own_unreadable", "unreadable answer: " + found, Map.of("reason", found)));
    }

    private static Sentence httpStatus(int status) {
        return Sentence.own("own_status", "HTTP status " + status, Map.of("status", String.valueOf(status)));
    }

    private static Sentence sentence(int code, JsonNode body) {
        String error = body.path("error").asText("error");
        String help = body.path("help").asText("");
        String all = error + " (" + code + ")" + (help.isEmpty() ? "" : ": " + help);
        if (!body.has("detail")) {
            // A node of an older version: what it found stands in its words alone.
            return Sentence.free(all);
        }
        Sentence what = new Sentence("error_" + code, Map.of(), error);
        if (!body.hasNonNull("detail")) {
            return Sentence.own("own_refused", all, Map.of("error", what, "code", String.valueOf(code)));
        }
        Sentence detail = Json.value(body.path("detail"), SENTENCE);
        String ending = ": " + detail.text();
        Sentence alone = new Sentence(
                what.kind(),
                Map.of(),
                error.endsWith(ending) ? error.substring(0, error.length() - ending.length()) : error);
        return Sentence.own(
                "own_refused_since", all, Map.of("error", alone, "detail", detail, "code", String.valueOf(code)));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code of the admin API, 0 if there was none. */
    public int code() {
        return code;
    }

    /** Whether the same request may succeed later. */
    public boolean retry() {
        return retry;
    }

    /** Whether the token is the reason. */
    public boolean unauthorized() {
        return status == 401;
    }

    /** The error and what to do about it, for people. */
    public Sentence sentence() {
        return sentence;
    }
}
