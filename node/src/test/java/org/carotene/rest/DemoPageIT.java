package org.carotene.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo page and the client library as a browser gets them; what they do is shown by a browser elsewhere. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DemoPageIT {

    private RestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, <!DOCTYPE html>",
        "/chat.css, text/css; charset=utf-8, prefers-color-scheme",
        "/chat.js, text/javascript; charset=utf-8, Carotene.init",
        "/carotene.js, text/javascript; charset=utf-8, caroteneConstructor",
        "/icon.svg, image/svg+xml, <svg"
    })
    void file_hasItsTypeAndTheHeadersOfASafePage(String path, String type, String content) throws Exception {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(content);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void file_knownToTheBrowser_isNotSentAgain() throws Exception {
        String tag = server.get("/chat.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again =
                server.send(server.request("/chat.js").header("If-None-Match", "W/\"old\", " + tag));
        HttpResponse<String> other = server.send(server.request("/chat.js").header("If-None-Match", "\"old\""));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void page_namesOnlyFilesThatTheNodeServes() throws Exception {
        Matcher links = Pattern.compile("(?:src|href)=\"([^#\"]+)\"")
                .matcher(server.get("/").body());

        int found = 0;
        while (links.find()) {
            assertThat(links.group(1)).doesNotContain("//");
            assertThat(server.get("/" + links.group(1)).statusCode()).isEqualTo(200);
            found++;
        }

        assertThat(found).isGreaterThan(4);
    }

    @Test
    void page_hasNothingInline() throws Exception {
        assertThat(server.get("/").body()).doesNotContain("<style", "style=", "onclick", "javascript:");
        assertThat(server.get("/chat.js").body()).doesNotContain("innerHTML", "insertAdjacentHTML", "document.write");
    }

    @Test
    void demoPageOff_onlyTheClientLibraryIsServed() throws Exception {
        HttpSettings off = QuestionsIT.http(List.of("*"), HttpSettings.DEFAULTS.restrictApiAccessTo(), false);
        try (RestServer bare = new RestServer(off, LimitSettings.DEFAULTS, BackendSettings.DEFAULTS, List.of())) {
            assertThat(bare.get("/").statusCode()).isEqualTo(404);
            assertThat(bare.get("/chat.js").statusCode()).isEqualTo(404);
            assertThat(bare.get("/carotene.js").statusCode()).isEqualTo(200);
        }
    }
}
