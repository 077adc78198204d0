package org.carotene.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks servers for what they have used, in the format of Prometheus and by its libraries' names. */
final class MetricsFigures implements ServerFigures {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String CPU = "process_cpu_seconds_total ";
    private static final String RESIDENT = "process_resident_memory_bytes ";

    private final HttpClient http;
    private final String scheme;
    private final List<Target> nodes;
    private final String path;

    MetricsFigures(List<Target> nodes, String path, Optional<ClientTls> tls) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
        tls.ifPresent(how -> client.sslContext(how.context()));
        http = client.build();
        scheme = tls.isPresent() ? "https://" : "http://";
        this.nodes = List.copyOf(nodes);
        this.path = path;
    }

    @Override
    public String source() {
        return path;
    }

    @Override
    public Optional<Usage> now() {
        double cpuSeconds = 0;
        double residentBytes = 0;
        for (Target node : nodes) {
            Optional<String> text = get(node);
            OptionalDouble cpu = text.isEmpty() ? OptionalDouble.empty() : figure(text.get(), CPU);
            OptionalDouble resident = text.isEmpty() ? OptionalDouble.empty() : figure(text.get(), RESIDENT);
            if (cpu.isEmpty() || resident.isEmpty()) {
                return Optional.empty();
            }
            cpuSeconds += cpu.getAsDouble();
            residentBytes += resident.getAsDouble();
        }
        return Optional.of(new Usage(cpuSeconds, (long) residentBytes));
    }

    private Optional<String> get(Target node) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + node + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    static OptionalDouble figure(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst();
    }
}
