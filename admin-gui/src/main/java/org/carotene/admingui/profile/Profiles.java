package org.carotene.admingui.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Profile.Colour;

/**
 * The saved connections, in a file of JSON without secrets; the same form is exported and imported. One thread.
 *
 * <p>Every change is written at once, to a new file that then takes the place of the old one.
 */
public final class Profiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Profile> all = new ArrayList<>();

    private Profiles(Path file) {
        this.file = file;
    }

    /**
     * Reads the file; a missing one is empty.
     *
     * @throws IOException if it cannot be read, with its name and what is wrong
     */
    public static Profiles load(Path file) throws IOException {
        Profiles profiles = new Profiles(file);
        if (Files.exists(file)) {
            profiles.all.addAll(read(file));
        }
        return profiles;
    }

    /**
     * Reads the file; one that cannot be read is put aside, and begun anew.
     *
     * @param unreadable is told where it is now, and what is wrong with it
     */
    public static Profiles loadOrPutAside(Path file, BiConsumer<Path, IOException> unreadable) {
        try {
            return load(file);
        } catch (IOException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable-" + System.currentTimeMillis());
            try {
                Files.move(file, aside);
                unreadable.accept(aside, e);
                return new Profiles(file);
            } catch (IOException moved) {
                // It is left alone: what is saved now goes beside it.
                e.addSuppressed(moved);
                unreadable.accept(file, e);
                return new Profiles(aside);
            }
        }
    }

    /** Those of another file, for an import. */
    public static List<Profile> read(Path file) throws IOException {
        try {
            List<Profile> found = new ArrayList<>();
            for (JsonNode entry : JSON.readTree(file.toFile()).path("profiles")) {
                found.add(profile(entry));
            }
            return found;
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Writes some of them for another machine. */
    public static void write(Path file, List<Profile> profiles) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode entries = root.putArray("profiles");
        profiles.forEach(profile -> entries.add(entry(profile)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    }

    public List<Profile> all() {
        return List.copyOf(all);
    }

    public Optional<Profile> byId(String id) {
        return all.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    /** Adds it, or puts it in the place of the one with the same id. */
    public void save(Profile profile) throws IOException {
        int at = indexOf(profile.id());
        if (at < 0) {
            all.add(profile);
        } else {
            all.set(at, profile);
        }
        write(file, all);
    }

    public void remove(String id) throws IOException {
        all.removeIf(profile -> profile.id().equals(id));
        write(file, all);
    }

    /**
     * Adds those of a file that are not here yet, without the certificates that somebody else has trusted, and under ids of
     * their own: a file must not lead a token that is kept to other nodes. Returns how many there were.
     */
    public int importFrom(Path other) throws IOException {
        List<Profile> found = read(other);
        for (Profile profile : found) {
            if (all.stream().noneMatch(known -> known.untrusting(known.id()).equals(profile.untrusting(known.id())))) {
                save(profile.untrusting(UUID.randomUUID().toString()));
            }
        }
        return found.size();
    }

    private int indexOf(String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static ObjectNode entry(Profile profile) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("id", profile.id()).put("name", profile.name());
        ArrayNode seeds = entry.putArray("seeds");
        profile.seeds().forEach(seed -> seeds.add(seed.toString()));
        entry.put("tls", profile.tls()).put("colour", profile.colour().name().toLowerCase(Locale.ROOT));
        entry.put("production", profile.production()).put("read_only", profile.readOnly());
        ArrayNode trusted = entry.putArray("trusted_certificates");
        profile.trusted().forEach(certificate -> trusted.add(certificate.toString()));
        return entry;
    }

    private static Profile profile(JsonNode entry) {
        List<NodeAddress> seeds = new ArrayList<>();
        entry.path("seeds").forEach(seed -> seeds.add(NodeAddress.parse(seed.asText())));
        List<TrustedCertificate> trusted = new ArrayList<>();
        entry.path("trusted_certificates")
                .forEach(certificate -> trusted.add(TrustedCertificate.parse(certificate.asText())));
        return new Profile(
                entry.path("id").asText(UUID.randomUUID().toString()),
                entry.path("name").asText(""),
                seeds,
                entry.path("tls").asBoolean(false),
                Colour.valueOf(entry.path("colour").asText("blue").toUpperCase(Locale.ROOT)),
                entry.path("production").asBoolean(false),
                entry.path("read_only").asBoolean(false),
                trusted);
    }
}
