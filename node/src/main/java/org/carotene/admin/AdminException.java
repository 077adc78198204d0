package org.carotene.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is refused, with what is told to the one who sent it. */
final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient AdminError error;
    private final String detail;
    private final String allowed;

    /** With the error's own text. */
    AdminException(AdminError error) {
        this(error, "");
    }

    /** @param detail what was found and what is expected; empty when the error says it all */
    AdminException(AdminError error, String detail) {
        this(error, detail, "GET");
    }

    private AdminException(AdminError error, String detail, String allowed) {
        super(detail.isEmpty() ? error.refusal().text() : error.refusal().text() + ": " + detail);
        this.error = error;
        this.detail = detail;
        this.allowed = allowed;
    }

    /** A parameter that is not as expected. */
    static AdminException parameter(String name, String found, String expected) {
        return new AdminException(AdminError.BAD_PARAMETER, name + ": " + found + " (expected: " + expected + ")");
    }

    /** A method that the path does not know. */
    static AdminException method(String found, String allowed) {
        return new AdminException(AdminError.NOT_ALLOWED, found + " (expected: " + allowed + ")", allowed);
    }

    AdminError error() {
        return error;
    }

    String detail() {
        return detail;
    }

    /** The methods that the path knows, for {@link AdminError#NOT_ALLOWED}. */
    String allowed() {
        return allowed;
    }

    ObjectNode body() {
        return Trees.object()
                .put("code", error.refusal().code())
                .put("error", getMessage())
                .put("help", error.refusal().help())
                .put("retry", error.refusal().retry());
    }
}
