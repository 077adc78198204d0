package org.carotene.rest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.carotene.settings.AddressRange;
import org.eclipse.jetty.server.Request;

/**
 * Who may use the REST API: {@code restrict_api_access_to}.
 *
 * <p>The address is that of the connection. What a proxy says about its client is not believed, since anybody can say it.
 */
final class ApiAccess {

    /** The original's text, byte for byte. */
    static final String REFUSAL = "You are not authorized to access this endpoint. Check your configuration.";

    private final List<AddressRange> ranges;

    ApiAccess(List<AddressRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    boolean allows(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
                && allows(remote.getAddress());
    }

    boolean allows(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
