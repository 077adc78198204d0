package org.carotene.admin.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.carotene.metrics.Sentence;

/** A request that is refused, with what is told to the one who sent it. */
public final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient AdminError error;
    private final transient Optional<Sentence> detail;
    private final String allowed;

    /** With the error's own text. */
    public AdminException(AdminError error) {
        this(error, Optional.empty(), "GET");
    }

    /** @param detail what was found and what is expected, in words that nobody has in another language */
    public AdminException(AdminError error, String detail) {
        this(error, Sentence.free(detail));
    }

    /** @param detail what was found and what is expected */
    public AdminException(AdminError error, Sentence detail) {
        this(error, detail.text().isEmpty() ? Optional.empty() : Optional.of(detail), "GET");
    }

    private AdminException(AdminError error, Optional<Sentence> detail, String allowed) {
        super(error.refusal().text() + detail.map(said -> ": " + said).orElse(""));
        this.error = error;
        this.detail = detail;
        this.allowed = allowed;
    }

    /** A parameter that is not as expected. */
    public static AdminException parameter(String name, String found, String expected) {
        return new AdminException(
                AdminError.BAD_PARAMETER,
                Sentence.Kind.PARAMETER.with("name", name, "found", found, "expected", expected));
    }

    /** A method that the path does not know. */
    public static AdminException method(String found, String allowed) {
        return new AdminException(
                AdminError.NOT_ALLOWED, Optional.of(Sentence.free(found + " (expected: " + allowed + ")")), allowed);
    }

    public AdminError error() {
        return error;
    }

    Optional<Sentence> detail() {
        return detail;
    }

    /** The methods that the path knows, for {@link AdminError#NOT_ALLOWED}. */
    public String allowed() {
        return allowed;
    }

    /** As the client gets it. */
    public ObjectNode body() {
        ObjectNode body = Trees.object()
                .put("code", error.refusal().code())
                .put("error", getMessage())
                .put("help", error.refusal().help())
                .put("retry", error.refusal().retry());
        return body.set("detail", detail.map(Sentences::tree).orElse(null));
    }
}
