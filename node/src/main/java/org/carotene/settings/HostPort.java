package org.carotene.settings;

/** A host and a port as one text, {@code host:port}; an IPv6 address in brackets, as URLs and Ignite's IP finder take it. */
public final class HostPort {

    private HostPort() {}

    /**
     * The text for a host that is a name or an address.
     *
     * @param host without brackets
     */
    public static String of(String host, int port) {
        return bracketed(host) + ":" + port;
    }

    /** The host as it stands before a colon. */
    public static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
}
