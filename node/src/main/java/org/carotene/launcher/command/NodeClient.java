package org.carotene.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.carotene.settings.HostPort;
import org.carotene.settings.HttpSettings;

/** Asks a running node, by HTTP, for the commands that show its state. Blocks. */
public final class NodeClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> COLUMNS = List.of("NODE", "ADDRESSES", "VERSION", "SINCE", "");

    private final URI node;
    private final HttpClient http;

    NodeClient(URI node, HttpClient http) {
        this.node = node;
        this.http = http;
    }

    /** For the node at {@code --url}, or the one that these settings would start on this machine. */
    public static NodeClient of(Options options) {
        Optional<String> url = options.find("--url");
        if (url.isPresent() && options.find("--config").isPresent()) {
            throw new UsageException("--url and --config exclude each other");
        }
        URI node = url.map(NodeClient::parse)
                .orElseGet(() -> address(options.settings().http()));
        boolean ours = url.isEmpty();
        return new NodeClient(node, http(ours && "https".equals(node.getScheme())));
    }

    /** @param anyCertificate for a node on this machine, whose certificate names another host */
    static HttpClient http(boolean anyCertificate) {
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (anyCertificate) {
            http.sslContext(trustingThisMachine());
        }
        return http.build();
    }

    public boolean status(PrintStream out) {
        HttpResponse<String> response = get("/health/ready");
        if (response.statusCode() == 200) {
            out.println("The node at " + node + " is ready");
            return true;
        }
        out.println("The node at " + node + " is not ready: "
                + json(response).path("reason").asText("status " + response.statusCode()));
        return false;
    }

    public boolean clusterStatus(PrintStream out) {
        HttpResponse<String> response = get("/api/cluster");
        if (response.statusCode() != 200) {
            throw new CommandException(
                    "the node at " + node + " does not tell: status " + response.statusCode() + ", " + response.body());
        }
        JsonNode view = json(response);
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        for (JsonNode member : view.path("nodes")) {
            List<String> addresses = new ArrayList<>();
            member.path("addresses").forEach(address -> addresses.add(address.asText()));
            rows.add(List.of(
                    member.path("name").asText(),
                    String.join(" ", addresses),
                    member.path("version").asText(),
                    member.path("since").asText(),
                    member.path("self").asBoolean() ? "(asked)" : ""));
        }
        boolean attached = view.path("attached").asBoolean();
        out.println("Node " + view.path("node").asText() + (attached ? "" : " is away from its cluster")
                + ", nodes in its cluster: " + (rows.size() - 1));
        Table.print(rows, out);
        view.path("outside")
                .forEach(outside -> out.println("In another cluster, since "
                        + outside.path("since").asText() + ": "
                        + outside.path("name").asText()));
        view.path("lost").forEach(lost -> out.println("Crashed or cut off: " + lost.asText()));
        view.path("deaf")
                .forEach(link -> out.println("No messages pass between the node and "
                        + link.path("name").asText() + ": "
                        + link.path("problem").asText()));
        if (view.path("refuses_publications").asBoolean()) {
            out.println("This side is the minority of the cluster and takes no publications");
        }
        return attached;
    }

    /** Has the node forget those that it lost, so that they do not count as a part of its cluster. */
    public boolean forgetLost(PrintStream out) {
        HttpResponse<String> response = send(
                HttpRequest.newBuilder(node.resolve("/api/cluster/forget-lost")).POST(BodyPublishers.noBody()));
        if (response.statusCode() != 204) {
            throw new CommandException(
                    "the node at " + node + " refuses: status " + response.statusCode() + ", " + response.body());
        }
        out.println("The node at " + node + " has forgotten the nodes that it lost");
        return true;
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(node.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder unfinished) {
        HttpRequest request = unfinished.timeout(PATIENCE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandException("no node answers at " + node + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    /** The JDK's client says nothing of its own when it is not let in. */
    private static String reason(IOException failure) {
        if (!(failure instanceof ConnectException)) {
            return RootCause.message(failure);
        }
        boolean unknown = RootCause.of(failure) instanceof UnresolvedAddressException;
        return unknown ? "there is no such host" : "nothing listens there";
    }

    private JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new CommandException("what answers at " + node + " is not a Carotene node", e);
        }
    }

    static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null
                    || uri.getScheme() == null
                    || !uri.getScheme().startsWith("http")) {
                throw new UsageException("--url " + url + " (expected: such as http://localhost:8081)");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new UsageException("--url " + url + " (expected: such as http://localhost:8081)");
        }
    }

    private static URI address(HttpSettings settings) {
        String scheme = settings.tls().isPresent() ? "https" : "http";
        String host =
                settings.address().filter(address -> !isEveryAddress(address)).orElse("localhost");
        return URI.create(scheme + "://" + HostPort.of(host, settings.port()));
    }

    private static boolean isEveryAddress(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /** The node's certificate names its public name, and we ask it under another: so any certificate will do, for looking only. */
    private static SSLContext trustingThisMachine() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
