package org.carotene.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Json;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.channel.Published;
import org.carotene.channel.Publisher;
import org.carotene.channel.Subscription;
import org.carotene.protocol.Conversation;
import org.carotene.protocol.Protocol;
import org.carotene.session.Outbound;
import org.carotene.session.Progress;
import org.jspecify.annotations.Nullable;

/** A protocol small enough to see the transport behind it: {@code sub C}, {@code pub C TEXT}, {@code busy}, {@code fail}, {@code deliveries}, else echo. */
public final class LineProtocol implements Protocol, PublicationFormat {

    /** The connection that said {@code busy} last, to be resumed by the test. */
    public volatile @Nullable Outbound busy;

    private final Hub hub;
    private final LongSupplier deliveries;

    public LineProtocol(Hub hub) {
        this(hub, () -> 0);
    }

    public LineProtocol(Hub hub, LongSupplier deliveries) {
        this.hub = hub;
        this.deliveries = deliveries;
    }

    @Override
    public PublicationFormat format() {
        return this;
    }

    @Override
    public Conversation open(Outbound outbound) {
        return new Lines(outbound);
    }

    @Override
    public int ordinal() {
        return 1;
    }

    @Override
    public byte[] encode(Publication publication) {
        return publication.payload().utf8();
    }

    private final class Lines implements Conversation {

        private final Outbound outbound;
        private final Map<String, Subscription> subscriptions = new HashMap<>();

        Lines(Outbound outbound) {
            this.outbound = outbound;
        }

        @Override
        public Progress receive(byte[] text, int offset, int length) {
            String line = new String(text, offset, length, StandardCharsets.UTF_8);
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "sub" ->
                    subscriptions.computeIfAbsent(words[1], name -> hub.subscribe(new ChannelName(name), outbound));
                case "pub" -> {
                    return publish(new Publication(new ChannelName(words[1]), Json.of(words[2]), Publisher.ANONYMOUS));
                }
                case "busy" -> {
                    busy = outbound;
                    return Progress.BUSY;
                }
                case "deliveries" ->
                    outbound.send(String.valueOf(deliveries.getAsLong()).getBytes(StandardCharsets.UTF_8));
                case "fail" -> throw new IllegalStateException("on purpose");
                default -> outbound.send(line.getBytes(StandardCharsets.UTF_8));
            }
            return Progress.DONE;
        }

        private Progress publish(Publication publication) {
            if (hub.publish(publication) == Published.ACCEPTED) {
                return Progress.DONE;
            }
            hub.whenRoom(publication.channel(), outbound.lane(), () -> {
                if (publish(publication) == Progress.DONE) {
                    outbound.resume();
                }
            });
            return Progress.BUSY;
        }

        @Override
        public @Nullable String user() {
            return null;
        }

        @Override
        public String protocol() {
            return "lines";
        }

        @Override
        public int channelCount() {
            return subscriptions.size();
        }

        @Override
        public boolean isSubscribed(ChannelName channel) {
            return subscriptions.containsKey(channel.value());
        }

        @Override
        public List<ChannelName> channels(int atMost) {
            return subscriptions.keySet().stream()
                    .sorted()
                    .limit(atMost)
                    .map(ChannelName::new)
                    .toList();
        }

        @Override
        public void closed() {
            subscriptions.values().forEach(hub::unsubscribe);
        }
    }
}
