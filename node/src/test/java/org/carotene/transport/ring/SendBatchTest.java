package org.carotene.transport.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches of a real ring to real sockets. */
class SendBatchTest {

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final SendBatch batch = new SendBatch();

    @BeforeEach
    void openRing() {
        assumeThat(Rings.obstacle()).isEmpty();
        batch.open();
        opened.add(batch);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void flush_moreSocketsThanACallServes_eachGetsItsOwn() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Pair pair = pair();
            pairs.add(pair);
            assertThat(batch.add(pair.descriptor(), direct("for " + i), pair)).isTrue();
        }

        batch.flush();

        for (int i = 0; i < pairs.size(); i++) {
            assertThat(pairs.get(i).read(("for " + i).length())).isEqualTo("for " + i);
            assertThat(pairs.get(i).unsent).isEmpty();
        }
        assertThat(batch.sent()).isEqualTo(300);
    }

    @Test
    void add_partOfABuffer_isWhatIsSent() throws IOException {
        Pair pair = pair();
        ByteBuffer shared = direct("one two three");

        batch.add(pair.descriptor(), shared.duplicate().position(4).limit(7), pair);
        batch.flush();
        batch.add(pair.descriptor(), shared, pair);
        batch.flush();

        assertThat(pair.read(16)).isEqualTo("twoone two three");
        assertThat(shared.position()).isZero();
    }

    @Test
    void flush_aSocketTakesAPart_theRestIsToldAndTheOthersAreServed() throws IOException {
        Pair slow = pair();
        Pair other = pair();
        byte[] much = new byte[8 << 20];
        new Random(1).nextBytes(much);
        ByteBuffer bytes = ByteBuffer.allocateDirect(much.length + 3)
                .position(3)
                .put(much)
                .flip()
                .position(3);

        batch.add(slow.descriptor(), bytes, slow);
        batch.add(other.descriptor(), direct("other"), other);
        batch.flush();

        assertThat(slow.unsent).hasSize(1);
        byte[] left = slow.unsent.get(0);
        assertThat(left).hasSizeBetween(1, much.length - 1);
        assertThat(slow.readBytes(much.length - left.length)).isEqualTo(Arrays.copyOf(much, much.length - left.length));
        assertThat(left).isEqualTo(Arrays.copyOfRange(much, much.length - left.length, much.length));
        assertThat(other.read(5)).isEqualTo("other");
    }

    @Test
    void flush_aSocketIsFull_allOfItIsTold() throws IOException {
        Pair full = pair();
        ByteBuffer filler = ByteBuffer.allocate(1 << 16);
        // A last bit of room may come a moment after it has taken nothing for the first time.
        await().during(Duration.ofMillis(200)).until(() -> full.writer.write(filler.clear()) == 0);

        batch.add(full.descriptor(), direct("too much"), full);
        batch.flush();

        assertThat(full.unsent).containsExactly("too much".getBytes(StandardCharsets.UTF_8));
        assertThat(full.broken).isEmpty();
    }

    @Test
    void flush_aSocketIsShut_itIsToldAndTheOthersAreServed() throws IOException {
        Pair shut = pair();
        Pair other = pair();
        shut.writer.shutdownOutput();

        batch.add(shut.descriptor(), direct("nobody"), shut);
        batch.add(other.descriptor(), direct("other"), other);
        batch.flush();

        assertThat(shut.broken).hasSize(1);
        assertThat(shut.unsent).isEmpty();
        assertThat(other.read(5)).isEqualTo("other");
        assertThat(other.broken).isEmpty();
    }

    @Test
    void flush_whoIsToldFails_theOthersAreToldAndTheNextBatchIsWhole() throws IOException {
        List<Pair> shut = new ArrayList<>();
        // More than a call serves, so that the first of them fail while others are still being added.
        for (int i = 0; i < 300; i++) {
            Pair pair = pair();
            pair.writer.shutdownOutput();
            pair.failing = i < 2;
            shut.add(pair);
            batch.add(pair.descriptor(), direct("" + i), pair);
        }
        batch.flush();

        assertThat(shut).allSatisfy(pair -> assertThat(pair.broken).hasSize(pair.failing ? 2 : 1));
        Pair next = pair();
        batch.add(next.descriptor(), direct("next"), next);
        batch.flush();
        assertThat(next.read(4)).isEqualTo("next");
        assertThat(shut).allSatisfy(pair -> assertThat(pair.broken).hasSizeLessThan(3));
    }

    @Test
    void flush_theKernelTakesOnlySome_theRestIsToldAndNothingMoreIsTaken() throws IOException {
        try (SendBatch failing = new SendBatch(capacity -> new FailingRing(capacity, 2))) {
            failing.open();
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Pair pair = pair();
                pairs.add(pair);
                failing.add(pair.descriptor(), direct("for " + i), pair);
            }
            failing.flush();

            for (int i = 0; i < 5; i++) {
                if (i < 2) {
                    assertThat(pairs.get(i).read(5)).isEqualTo("for " + i);
                    assertThat(pairs.get(i).unsent).isEmpty();
                } else {
                    assertThat(pairs.get(i).unsent).containsExactly(bytes("for " + i));
                }
                assertThat(pairs.get(i).broken).isEmpty();
            }
            assertThat(failing.isOpen()).isFalse();
            assertThat(failing.add(pairs.get(0).descriptor(), direct("x"), pairs.get(0)))
                    .isFalse();
        }
    }

    @Test
    void descriptor_channelClosedByAnotherThread_isNotAnotherSocketsUntilTheSelectorLooks() throws Exception {
        try (Selector selector = Selector.open()) {
            Pair pair = pair();
            int descriptor = pair.descriptor();
            pair.writer.register(selector, SelectionKey.OP_READ);

            Thread closing = new Thread(() -> {
                try {
                    pair.writer.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            closing.start();
            closing.join();

            for (int i = 0; i < 20; i++) {
                assertThat(pair().descriptor()).isNotEqualTo(descriptor);
            }
        }
    }

    @Test
    void addCopy_heapAndSeveralParts_goOutInOrderWhateverBecomesOfThem() throws IOException {
        Pair pair = pair();
        byte[] second = bytes("two ");

        assertThat(batch.addCopy(pair.descriptor(), pair, ByteBuffer.wrap(bytes("one ")), ByteBuffer.wrap(second)))
                .isTrue();
        second[0] = 'x';
        batch.flush();

        assertThat(pair.read(8)).isEqualTo("one two ");
    }

    @Test
    void addCopy_moreThanThereIsRoomFor_whatIsThereGoesOutFirst() throws IOException {
        Set<Pair> pairs = Collections.newSetFromMap(new IdentityHashMap<>());
        byte[] large = new byte[100 * 1024];
        new Random(2).nextBytes(large);
        for (int i = 0; i < 7; i++) {
            Pair pair = pair();
            pairs.add(pair);
            assertThat(batch.addCopy(pair.descriptor(), pair, ByteBuffer.wrap(large)))
                    .isTrue();
        }
        batch.flush();

        for (Pair pair : pairs) {
            assertThat(pair.readBytes(large.length)).isEqualTo(large);
        }
    }

    @Test
    void addCopy_moreThanFitsAtAll_isNotTaken() throws IOException {
        Pair pair = pair();
        ByteBuffer huge = ByteBuffer.allocate(1 << 20);

        assertThat(batch.addCopy(pair.descriptor(), pair, huge)).isFalse();
        assertThat(huge.remaining()).isEqualTo(1 << 20);
    }

    @Test
    void add_copiesAndManySockets_copiesStayUntilTheyAreSent() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Pair pair = pair();
            pairs.add(pair);
            batch.addCopy(pair.descriptor(), pair, ByteBuffer.wrap(bytes(String.format("%08d", i))));
        }
        batch.flush();

        for (int i = 0; i < pairs.size(); i++) {
            assertThat(pairs.get(i).read(8)).isEqualTo(String.format("%08d", i));
        }
    }

    @Test
    void add_notOpenOrClosed_takesNothing() throws IOException {
        Pair pair = pair();
        SendBatch never = new SendBatch();
        assertThat(never.add(pair.descriptor(), direct("x"), pair)).isFalse();
        assertThat(never.addCopy(pair.descriptor(), pair, direct("x"))).isFalse();
        assertThat(never.isOpen()).isFalse();

        batch.close();
        batch.open();
        assertThat(batch.add(pair.descriptor(), direct("x"), pair)).isFalse();
        batch.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = bytes(text);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private Pair pair() throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel reader = SocketChannel.open(listening.getLocalAddress());
            opened.add(reader);
            SocketChannel writer = listening.accept();
            opened.add(writer);
            writer.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
            writer.configureBlocking(false);
            return new Pair(writer, reader);
        }
    }

    private static final class Pair implements SendBatch.Sender {

        private final SocketChannel writer;
        private final SocketChannel reader;
        private final List<byte[]> unsent = new ArrayList<>();
        private final List<IOException> broken = new ArrayList<>();
        private boolean failing;

        Pair(SocketChannel writer, SocketChannel reader) {
            this.writer = writer;
            this.reader = reader;
        }

        int descriptor() {
            return ChannelInternals.descriptor(writer);
        }

        byte[] readBytes(int count) throws IOException {
            ByteBuffer read = ByteBuffer.allocate(count);
            while (read.hasRemaining() && reader.read(read) >= 0) {
                // Until all of it is here.
            }
            return read.array();
        }

        String read(int count) throws IOException {
            return new String(readBytes(count), StandardCharsets.UTF_8);
        }

        @Override
        public void unsent(ByteBuffer left) {
            byte[] bytes = new byte[left.remaining()];
            left.get(bytes);
            unsent.add(bytes);
        }

        @Override
        public void broken(IOException cause) {
            broken.add(cause);
            if (failing) {
                throw new AssertionError("a sender that cannot hear it");
            }
        }
    }

    /** A ring whose kernel takes so many requests and no more. */
    private static final class FailingRing extends Ring {

        private int left;

        FailingRing(int capacity, int left) throws IOException {
            super(capacity);
            this.left = left;
        }

        @Override
        int enter(int requests) {
            int taken = Math.min(requests, left);
            left -= taken;
            return taken == 0 ? -Kernel.EAGAIN : super.enter(taken);
        }
    }
}
