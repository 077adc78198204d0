package org.carotene.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carotene.browser.DemoPageBrowserIT.connect;
import static org.carotene.browser.DemoPageBrowserIT.eventually;
import static org.carotene.browser.DemoPageBrowserIT.say;
import static org.carotene.browser.DemoPageBrowserIT.signIn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.carotene.cluster.IgniteNodes;
import org.carotene.gateway.Gateway;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.PresenceSettings;
import org.carotene.settings.Settings;
import org.carotene.testing.ExampleBackend;
import org.carotene.testing.TestSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two browsers, each on another node of a cluster, and the example's backend: a chat with presence. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class TwoNodesBrowserIT {

    @TempDir
    static Path folder;

    private static IgniteNodes ignite;
    private static ExampleBackend backend;
    private static Gateway one;
    private static Gateway two;
    private static ChromeDriver driver;
    private static Browser alice;
    private static Browser bob;

    @BeforeAll
    static void start() throws Exception {
        ignite = new IgniteNodes(folder.resolve("ignite"));
        backend = ExampleBackend.start();
        one = node("carotene1@localhost");
        two = node("carotene2@localhost");
        driver = ChromeDriver.start();
        alice = driver.open(folder.resolve("alice"), 1200, 900);
        bob = driver.open(folder.resolve("bob"), 1200, 900);
    }

    @AfterAll
    static void stop() {
        driver.close();
        two.stop();
        one.stop();
        backend.close();
        ignite.close();
    }

    @AfterEach
    void leave() throws Exception {
        alice.go("about:blank");
        bob.go("about:blank");
    }

    @Test
    void chat_acrossNodes_bothSeeBothAndWhoIsThere() throws Exception {
        connect(alice, page(one));
        connect(bob, page(two));
        signIn(alice, "alice", "alices-token");
        signIn(bob, "bob", "bobs-token");

        eventually(() -> assertThat(alice.texts("#present .who")).containsExactly("alice (you)", "bob"));
        eventually(() -> assertThat(bob.texts("#present .who")).containsExactly("alice", "bob (you)"));
        say(alice, "Good morning! Which node are you on?");
        eventually(() -> assertThat(bob.texts("#messages .words")).hasSize(1));
        say(bob, "The second one. Your message came across.");

        for (Browser browser : List.of(alice, bob)) {
            eventually(() -> assertThat(browser.texts("#messages .words"))
                    .containsExactly(
                            "Good morning! Which node are you on?", "The second one. Your message came across."));
            assertThat(browser.texts("#messages .voice")).containsExactly("Alice", "Bob");
            assertThat(browser.texts("#nodes li")).hasSize(2);
        }
        assertThat(alice.text("#status-text")).isEqualTo("Connected to carotene1@localhost");
        assertThat(bob.text("#status-text")).isEqualTo("Connected to carotene2@localhost");
        alice.screenshot(Path.of("target", "screenshots", "two-nodes.png"));

        bob.go("about:blank");

        eventually(() -> assertThat(alice.texts("#present .who")).containsExactly("alice (you)"));
        assertThat(alice.log()).isEmpty();
    }

    @Test
    void longPolling_acrossNodes_isAChatToo() throws Exception {
        connect(alice, page(one) + "?transport=polling");
        connect(bob, page(two));
        assertThat(alice.text("#status-text")).isEqualTo("Connected to carotene1@localhost by long polling");
        signIn(alice, "alice", "alices-token");
        signIn(bob, "bob", "bobs-token");
        eventually(() -> assertThat(bob.texts("#present .who")).containsExactly("alice", "bob (you)"));

        for (int i = 1; i <= 5; i++) {
            say(bob, "to the poller " + i);
            say(alice, "from the poller " + i);
        }

        for (Browser browser : List.of(alice, bob)) {
            eventually(() -> assertThat(browser.texts("#messages .words"))
                    .containsSubsequence("to the poller 1", "to the poller 2", "to the poller 3")
                    .containsSubsequence("from the poller 1", "from the poller 2", "from the poller 5")
                    .hasSize(10));
        }
    }

    private static String page(Gateway gateway) {
        return "http://127.0.0.1:" + gateway.port() + "/";
    }

    private static Gateway node(String name) throws Exception {
        Gateway gateway = Gateway.start(settings(name));
        gateway.attach(ignite.start(name)).toCompletableFuture().get(60, TimeUnit.SECONDS);
        return gateway;
    }

    private static Settings settings(String name) {
        Settings some = TestSettings.named(name);
        BackendSettings asked = some.backend();
        PresenceSettings presence = some.presence();
        return new Settings(
                some.nodeName(),
                some.http(),
                some.limits(),
                some.cluster(),
                some.access(),
                new BackendSettings(
                        Optional.of(backend.path("/authenticate")),
                        asked.subscribeUrl(),
                        asked.subscribedChannels(),
                        asked.connectTimeout(),
                        asked.answerTimeout(),
                        asked.maxConcurrent(),
                        asked.maxWaiting(),
                        asked.subscribeQueueBytes()),
                new PresenceSettings(true, presence.maxListedMembers(), presence.answerTimeout(), Duration.ZERO),
                some.broker(),
                AdminSettings.OFF);
    }
}
