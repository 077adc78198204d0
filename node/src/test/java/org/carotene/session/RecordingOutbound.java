package org.carotene.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.carotene.channel.Lane;
import org.carotene.channel.PublicationFormat;
import org.jspecify.annotations.Nullable;

/** A client that writes down what it is sent. */
public final class RecordingOutbound implements Outbound {

    private final Lane lane;
    private final PublicationFormat format;
    private final List<String> received = new ArrayList<>();
    private final List<Disconnect> closes = new ArrayList<>();
    private Supplier<@Nullable String> user = () -> null;
    private int maxTextBytes = Integer.MAX_VALUE;
    private int resumed;

    public RecordingOutbound(Lane lane, PublicationFormat format) {
        this.lane = lane;
        this.format = format;
    }

    /** Sets whom {@link #user()} asks, as a transport asks its conversation. */
    public void userFrom(Supplier<@Nullable String> source) {
        user = source;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public PublicationFormat format() {
        return format;
    }

    @Override
    public @Nullable String user() {
        return user.get();
    }

    public void maxTextBytes(int bytes) {
        maxTextBytes = bytes;
    }

    @Override
    public long maxTextBytes() {
        return maxTextBytes;
    }

    @Override
    public void send(byte[] text) {
        received.add(new String(text, UTF_8));
    }

    @Override
    public void close(Disconnect reason) {
        closes.add(reason);
    }

    @Override
    public void resume() {
        resumed++;
    }

    public List<String> received() {
        return received;
    }

    /** What has come since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(received);
        received.clear();
        return taken;
    }

    public List<Disconnect> closes() {
        return closes;
    }

    public int resumed() {
        return resumed;
    }
}
