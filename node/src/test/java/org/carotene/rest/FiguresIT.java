package org.carotene.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.carotene.gateway.Gateway;
import org.carotene.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a whole node shows to its operator, without a cluster. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FiguresIT {

    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+?)(_total|_info)? \\S+$", Pattern.MULTILINE);

    @Test
    void metrics_ofAWholeNode_areAllDocumented() throws Exception {
        Gateway node = Gateway.start(TestSettings.named("figures@localhost"));
        try {
            HttpResponse<String> first = get(node, "/metrics");
            HttpResponse<String> second = get(node, "/metrics");

            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(200);
            List<String> names = TYPE.matcher(second.body())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(names).contains("carotene_connections", "carotene_cluster_attached", "process_cpu_seconds");
            String documentation = Files.readString(Path.of("docs", "metrics.md"));
            assertThat(names).allMatch(name -> documentation.contains("| `" + name + "` |"));
        } finally {
            node.stop();
        }
    }

    @Test
    void health_withoutACluster_isLiveAndSaysWhyNotReady() throws Exception {
        Gateway node = Gateway.start(TestSettings.named("alone@localhost"));
        try {
            HttpResponse<String> ready = get(node, "/health/ready");

            assertThat(get(node, "/health/live").statusCode()).isEqualTo(200);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"reason\":\"the node is not in a cluster");
            assertThat(get(node, "/api/cluster").body()).contains("\"attached\":false");
        } finally {
            node.stop();
        }
    }

    private static HttpResponse<String> get(Gateway node, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
