package org.carotene.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The documents of the admin API, as a reader finds them. */
final class AdminDocument {

    private static final Path DOCS = Path.of("docs");
    private static final Set<String> METHODS = Set.of("get", "post");

    private AdminDocument() {}

    static List<String> lines() {
        try {
            return Files.readAllLines(DOCS.resolve("admin-api.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Methods with paths, such as {@code GET /nodes/{node}}, of the OpenAPI. */
    static Set<String> requests() {
        Set<String> requests = new TreeSet<>();
        ((Map<?, ?>) openApi().get("paths"))
                .forEach((path, item) -> ((Map<?, ?>) item)
                        .keySet().stream()
                                .map(String::valueOf)
                                .filter(METHODS::contains)
                                .forEach(method -> requests.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return requests;
    }

    private static Map<String, Object> openApi() {
        try {
            return new Yaml().load(Files.readString(DOCS.resolve("admin-api.openapi.yaml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
