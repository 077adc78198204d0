package org.carotene.settings;

import java.util.List;
import java.util.Optional;

/**
 * Where the node listens and to whom it answers.
 *
 * @param address the address to listen on, or empty for all
 * @param port the port, 0 for any free one
 * @param tls certificate and key; empty for plain HTTP
 * @param allowedOrigins origins that browsers may connect from, {@code *} for all
 * @param restrictApiAccessTo who may use the REST API: addresses or CIDR ranges
 * @param acceptBacklog connections that may wait to be accepted
 * @param maxHeaderBytes bound on a request's header
 * @param lanes threads that read and write connections, 0 for one per two cores
 * @param ioUring whether lanes hand the writes of a round to the kernel at once, where it has io_uring
 * @param demoPage whether {@code /} shows the demo page
 * @param compression of WebSocket messages
 */
public record HttpSettings(
        Optional<String> address,
        int port,
        Optional<TlsSettings> tls,
        List<String> allowedOrigins,
        List<AddressRange> restrictApiAccessTo,
        int acceptBacklog,
        int maxHeaderBytes,
        int lanes,
        boolean ioUring,
        boolean demoPage,
        CompressionSettings compression) {

    public static final HttpSettings DEFAULTS = new HttpSettings(
            Optional.empty(),
            8081,
            Optional.empty(),
            List.of("*"),
            List.of(AddressRange.of("127.0.0.0/8"), AddressRange.of("::1")),
            4096,
            8192,
            0,
            true,
            true,
            CompressionSettings.DEFAULTS);

    public HttpSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        restrictApiAccessTo = List.copyOf(restrictApiAccessTo);
    }
}
