package org.carotene.healing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.carotene.settings.NodeName;

/** Views and islands as bytes; what cannot be read is a {@link MalformedPeerFrameException}. */
public final class ViewCodec {

    private ViewCodec() {}

    static byte[] bytes(PeerView view) {
        return written(out -> {
            out.writeUTF(view.name().value());
            out.writeBoolean(view.island().isPresent());
            if (view.island().isPresent()) {
                write(out, view.island().get());
            }
            write(out, view.links());
        });
    }

    static PeerView view(byte[] bytes) throws MalformedPeerFrameException {
        return read(bytes, in -> {
            NodeName name = new NodeName(in.readUTF());
            Optional<Island> island = in.readBoolean() ? Optional.of(island(in)) : Optional.empty();
            // A node of an older version ends here.
            return new PeerView(name, island, in.available() > 0 ? links(in) : DeafLinks.NONE);
        });
    }

    /** The addresses of an island's nodes, for questions within a cluster. */
    public static byte[] addresses(List<PeerAddress> addresses) {
        return written(out -> {
            out.writeShort(addresses.size());
            for (PeerAddress address : addresses) {
                out.writeUTF(address.toString());
            }
        });
    }

    /** Reads what {@link #addresses(List)} writes. */
    public static List<PeerAddress> addresses(byte[] bytes) throws MalformedPeerFrameException {
        return read(bytes, in -> {
            int count = in.readUnsignedShort();
            List<PeerAddress> addresses = new ArrayList<>();
            for (int i = 0; i < Math.min(count, Island.MOST_MEMBERS); i++) {
                addresses.add(PeerAddress.of(in.readUTF()));
            }
            return addresses;
        });
    }

    private static void write(DataOutputStream out, Island island) throws IOException {
        out.writeShort(island.size());
        for (IslandMember member : island.members()) {
            out.writeUTF(member.name().value());
            out.writeLong(member.id().getMostSignificantBits());
            out.writeLong(member.id().getLeastSignificantBits());
            out.writeLong(member.order());
            out.writeLong(member.startedMillis());
            out.writeUTF(member.address().map(PeerAddress::toString).orElse(""));
        }
    }

    private static Island island(DataInputStream in) throws IOException {
        int size = in.readUnsignedShort();
        List<IslandMember> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            NodeName name = new NodeName(in.readUTF());
            UUID id = new UUID(in.readLong(), in.readLong());
            long order = in.readLong();
            long started = in.readLong();
            String address = in.readUTF();
            members.add(new IslandMember(
                    name,
                    id,
                    order,
                    started,
                    address.isEmpty() ? Optional.empty() : Optional.of(PeerAddress.of(address))));
        }
        return new Island(members);
    }

    private static void write(DataOutputStream out, DeafLinks links) throws IOException {
        out.writeBoolean(links.mayLeave());
        out.writeShort(links.ids().size());
        for (UUID id : links.ids()) {
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        }
    }

    private static DeafLinks links(DataInputStream in) throws IOException {
        boolean mayLeave = in.readBoolean();
        int count = in.readUnsignedShort();
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            ids.add(new UUID(in.readLong(), in.readLong()));
        }
        return new DeafLinks(ids, mayLeave);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    // Bytes behind the known ones are of a later version.
    private static <T> T read(byte[] bytes, Reading<T> reading) throws MalformedPeerFrameException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reading.from(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedPeerFrameException("cannot be read: " + e.getMessage());
        }
    }
}
