package org.carotene.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.carotene.protocol.JsonScanner.Outcome;
import org.carotene.session.Authorizer.Verdict;
import org.carotene.session.Info;
import org.carotene.session.Progress;
import org.carotene.session.TestNode;
import org.carotene.settings.AccessSettings.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A million messages, good, random and spoiled, against one conversation. */
@Timeout(120)
class V1FuzzTest {

    private static final int MESSAGES = 1_000_000;
    private static final int DISTINCT = 20_000;

    private static final String[] COMMANDS = {
        "ping",
        "{\"subscribe\":\"c%d\"}",
        "{\"subscribe\":\"c%d\"}",
        "{\"publish\":{\"n\":[%d,\"x\"]},\"channel\":\"c1\"}",
        "{\"channel\":\"c%d\",\"publish\":\"text\"}",
        "{\"authenticate\":\"u%d\",\"token\":\"t\"}",
        "{\"presence\":\"c%d\"}"
    };

    private final TestNode node = TestNode.withLevels(Level.ASK, Level.ANONYMOUS);
    private final V1Client client = new V1Client(node);
    private final Random random = new Random(42);
    private final JsonScanner scanner = new JsonScanner();

    @Test
    void receive_aMillionRandomMessages_leavesItServing() {
        List<byte[]> texts = texts();
        int busy = 0;

        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = spoiledSometimes(texts.get(random.nextInt(DISTINCT)));
            if (client.send(text) == Progress.BUSY) {
                busy++;
                answer();
            }
            if (i % 16 == 0) {
                assertFrames(client.take());
                forget();
            }
        }

        assertFrames(client.take());
        assertThat(busy).as("messages that waited for somebody").isGreaterThan(MESSAGES / 100);
        assertThat(client.resumed()).as("resumed as often as it was busy").isEqualTo(busy);
        assertThat(client.ask("ping")).containsExactly("pong");
        client.leave();
        assertThat(node.hub.channelCount()).isZero();
        assertThat(new V1Client(node).ask("{\"subscribe\":\"c\"}")).isEmpty();
    }

    private List<byte[]> texts() {
        RandomJson json = new RandomJson(7);
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < DISTINCT; i++) {
            texts.add(
                    switch (i % 8) {
                        case 0 -> json.noise();
                        case 1 -> json.valid();
                        case 2 -> json.spoiled(json.valid());
                        case 3 -> json.spoiled(command());
                        default -> command();
                    });
        }
        return texts;
    }

    private byte[] command() {
        return String.format(COMMANDS[random.nextInt(COMMANDS.length)], random.nextInt(300))
                .getBytes(UTF_8);
    }

    private byte[] spoiledSometimes(byte[] text) {
        if (text.length == 0 || random.nextInt(4) != 0) {
            return text;
        }
        byte[] spoiled = text.clone();
        spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
        return spoiled;
    }

    /** Whoever has been asked answers, in one of the ways in which they can. */
    private void answer() {
        Verdict[] verdicts = Verdict.values();
        node.backend.decide(verdicts[random.nextInt(verdicts.length)]);
        if (random.nextInt(50) == 0) {
            node.backend.accept("{\"a\":1}");
        }
        node.backend.refuse(Info.AUTHENTICATION_FAILED);
        node.presence.list("u1", "u\"2");
        node.lane.runTasks();
    }

    private void assertFrames(List<String> frames) {
        for (String frame : frames) {
            byte[] text = frame.getBytes(UTF_8);
            if (!frame.equals("pong") && scanner.scan(text, 0, text.length) != Outcome.OBJECT) {
                assertThat(frame).as("a frame of ours").isEqualTo("JSON");
            }
        }
    }

    /** Drops what the doubles have written down. */
    private void forget() {
        node.backend.asked().clear();
        node.presence.told().clear();
        node.bus.broadcast().clear();
        client.closes().clear();
    }
}
