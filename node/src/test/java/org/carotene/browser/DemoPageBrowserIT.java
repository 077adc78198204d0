package org.carotene.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.Publisher;
import org.carotene.testing.FreePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo page in browsers, on a node without a cluster: what it shows, what it keeps out, and what it survives. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DemoPageBrowserIT {

    @TempDir
    static Path profiles;

    private static ChromeDriver driver;
    private static Browser alice;
    private static Browser bob;

    private PageNode node;

    @BeforeAll
    static void open() throws Exception {
        driver = ChromeDriver.start();
        alice = driver.open(profiles.resolve("alice"), 1200, 800);
        bob = driver.open(profiles.resolve("bob"), 1200, 800);
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @BeforeEach
    void start() throws Exception {
        node = new PageNode(0);
    }

    @AfterEach
    void stop() throws Exception {
        alice.go("about:blank");
        bob.go("about:blank");
        node.close();
    }

    @Test
    void guests_talk_eachSeesBoth() throws Exception {
        connect(alice, node.url());
        connect(bob, node.url());
        bob.type("#nick", "bobby").click("#nickname button");

        say(alice, "hello");
        say(bob, "hello back");

        for (Browser browser : List.of(alice, bob)) {
            eventually(() -> assertThat(browser.texts("#messages .words")).containsExactly("hello", "hello back"));
        }
        assertThat(alice.texts("#messages .voice").get(1)).isEqualTo("bobby");
        assertThat(alice.texts("#messages .mine .words")).containsExactly("hello");
        assertThat(bob.texts("#messages .mine .words")).containsExactly("hello back");
        assertThat(alice.texts("#present li")).isEmpty();
        assertThat(alice.log()).isEmpty();
    }

    @Test
    void webSocket_ofItsOwnAccord_agreesToCompressionAndTalksWithBothKinds() throws Exception {
        String words = "pain c'est du pain. ".repeat(1500);
        try (PageNode compressing = PageNode.compressing()) {
            alice.go(compressing.url()).run("""
                            window.heard = [];
                            window.socket = new WebSocket('ws://' + location.host + '/stream');
                            socket.onmessage = event => heard.push(event.data);
                            socket.onopen = () => {
                                socket.send('{"subscribe":"c"}');
                                socket.send(JSON.stringify({publish: arguments[0], channel: 'c'}));
                                socket.send(JSON.stringify({publish: 'short', channel: 'c'}));
                            };
                            """, words);

            eventually(
                    () -> assertThat(alice.run("return heard.length").asInt()).isEqualTo(2));
            assertThat(alice.run("return socket.extensions").asText()).startsWith("permessage-deflate");
            assertThat(alice.run("return JSON.parse(heard[0]).message").asText())
                    .isEqualTo(words);
            assertThat(alice.run("return JSON.parse(heard[1]).message").asText())
                    .isEqualTo("short");
            assertThat(compressing.counted("carotene_compressed_messages")).isEqualTo(1);
            alice.go("about:blank");
        }
    }

    @Test
    void signedIn_isListedUntilTheBrowserGoes() throws Exception {
        connect(alice, node.url());
        connect(bob, node.url());

        signIn(alice, "alice", "let-me-in");
        signIn(bob, "bob", "let-me-in");

        eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)", "bob"));
        eventually(() -> assertThat(bob.texts("#present li .who")).containsExactly("alice", "bob (you)"));
        assertThat(alice.text("#you")).contains("alice").contains("signed in");

        bob.go("about:blank");

        eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)"));
    }

    @Test
    void goneAndBack_isListedAndHeardAgain() throws Exception {
        connect(alice, node.url());
        connect(bob, node.url());
        signIn(bob, "bob", "let-me-in");
        signIn(alice, "alice", "let-me-in");

        // A browser that is short of time may load the page anew instead of keeping it, or go back past it; but not
        // each time.
        boolean kept = false;
        for (int attempt = 0; attempt < 3 && !kept; attempt++) {
            bob.run("window.kept = true");
            bob.go("about:blank");
            eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)"));
            bob.run("history.back()");
            eventually(
                    () -> assertThat(bob.run("return location.href").asText()).isNotEqualTo("about:blank"));
            kept = bob.run("return window.kept === true").asBoolean();
            if (!kept) {
                connect(bob, node.url());
                signIn(bob, "bob", "let-me-in");
                eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)", "bob"));
            }
        }
        assertThat(kept).as("the browser could keep the page").isTrue();

        eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)", "bob"));
        say(alice, "welcome back");
        eventually(() -> assertThat(bob.texts("#messages .words")).contains("welcome back"));
    }

    @Test
    void signOut_isAGuestAgain() throws Exception {
        connect(alice, node.url());
        signIn(alice, "alice", "let-me-in");
        eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)"));

        alice.click("#sign-out");

        eventually(() -> assertThat(alice.text("#you")).contains("guest"));
        eventually(() -> assertThat(alice.texts("#present li")).isEmpty());
    }

    @Test
    void wrongToken_isToldAndTheGuestTalksOn() throws Exception {
        connect(alice, node.url());

        alice.click("summary").type("#user", "alice").type("#token", "guessed").click("#sign-in button");

        eventually(() -> assertThat(alice.text("#sign-in-result")).isEqualTo("Authentication failed"));
        say(alice, "still here");
        eventually(() -> assertThat(alice.texts("#messages .words")).containsExactly("still here"));
    }

    @Test
    void markupOfOthers_staysText() throws Exception {
        connect(alice, node.url());
        String markup = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

        publish("{\"text\":\"" + markup.replace("\"", "\\\"") + "\"}");
        publish("\"" + markup.replace("\"", "\\\"") + "\"");
        publish("{\"other\":[1,\"<b>\"]}");

        eventually(() ->
                assertThat(alice.texts("#messages .words")).containsExactly(markup, markup, "{\"other\":[1,\"<b>\"]}"));
        assertThat(alice.texts("#messages img, #messages script, #messages b")).isEmpty();
        assertThat(alice.run("return document.title").asText()).isEqualTo("Carotene chat");
        assertThat(alice.texts("#messages .mark")).containsOnly("by REST");
    }

    @Test
    void channelNamedLikeMarkup_andAnUnreadOne_areShown() throws Exception {
        connect(alice, node.url());
        alice.type("#join-name", "<b>&").click("#join button");
        alice.click("#channels li:first-child button");
        connect(bob, node.url());
        bob.type("#join-name", "<b>&").click("#join button");

        say(bob, "over here");

        eventually(() -> assertThat(alice.texts("#channels .count")).containsExactly("1"));
        alice.click("#channels li:last-child button");
        assertThat(alice.texts("#messages .words")).containsExactly("over here");
        assertThat(alice.texts("#channels .count")).isEmpty();
        assertThat(alice.texts("#channels b")).isEmpty();
    }

    @Test
    void nodeRestarts_pageComesBackByItself() throws Exception {
        node.close();
        int port = FreePorts.next();
        node = new PageNode(port);
        connect(alice, node.url());
        signIn(alice, "alice", "let-me-in");

        node.close();
        eventually(() -> assertThat(alice.text("#status-text")).contains("trying again"));
        node = new PageNode(port);

        eventually(() -> assertThat(alice.text("#status-text")).isEqualTo("Connected to page@localhost"));
        eventually(() -> assertThat(alice.texts("#present li .who")).containsExactly("alice (you)"));
        publish("{\"text\":\"we are back\"}");
        eventually(() -> assertThat(alice.texts("#messages .words")).containsExactly("we are back"));
    }

    @Test
    void apiForOthersOnly_pageShowsTheHostInstead() throws Exception {
        node.close();
        node = PageNode.withClosedApi();

        alice.go(node.url());

        eventually(() -> assertThat(alice.text("#status-text")).isEqualTo("Connected to 127.0.0.1:" + node.port()));
        assertThat(alice.run("return document.getElementById('cluster').hidden").asBoolean())
                .isTrue();
    }

    @Test
    void everyField_hasALabel() throws Exception {
        connect(alice, node.url());

        List<String> bare = alice.texts("input:not([type=hidden])");
        int unlabelled = alice.run("return Array.from(document.querySelectorAll('input'))"
                        + ".filter(input => input.labels.length === 0).length")
                .asInt();
        int nameless = alice.run("return Array.from(document.querySelectorAll('button'))"
                        + ".filter(button => !button.textContent.trim() && !button.ariaLabel).length")
                .asInt();

        assertThat(bare).isNotEmpty();
        assertThat(unlabelled).isZero();
        assertThat(nameless).isZero();
    }

    @Test
    void narrowWindow_nothingSticksOut() throws Exception {
        connect(alice, node.url());
        try {
            for (int width : new int[] {500, 800, 1400}) {
                alice.resize(width, 800);
                int excess = alice.run("return document.documentElement.scrollWidth - window.innerWidth")
                        .asInt();
                assertThat(excess).as("at %d pixels", width).isNotPositive();
            }
        } finally {
            alice.resize(1200, 800);
        }
    }

    static void connect(Browser browser, String url) throws Exception {
        browser.go(url);
        browser.run("localStorage.clear()");
        browser.go(url);
        eventually(() -> assertThat(browser.text("#status-text")).startsWith("Connected"));
    }

    static void signIn(Browser browser, String user, String token) throws Exception {
        browser.click("summary").type("#user", user).type("#token", token).click("#sign-in button");
        eventually(() -> assertThat(browser.text("#you")).contains("signed in"));
    }

    static void say(Browser browser, String text) throws IOException, InterruptedException {
        browser.type("#text", text).click("#composer button");
    }

    static void eventually(ThrowingRunnable asserted) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(asserted);
    }

    private void publish(String json) {
        node.hub.publish(new Publication(
                new ChannelName("lobby"),
                Json.of('"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"'),
                Publisher.SERVER));
    }
}
