package org.carotene.channel;

/** Who published: what subscribers are told about the source of a publication. */
public sealed interface Publisher {

    /** A client that has not authenticated. */
    Publisher ANONYMOUS = new Anonymous();

    /** The application's backend, by REST or through the plugin's API. */
    Publisher SERVER = new Server();

    record Anonymous() implements Publisher {}

    record Server() implements Publisher {}

    /** An authenticated client, with what the backend said about it, passed on as it is. */
    record User(String id, Json data) implements Publisher {}
}
