package org.carotene.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.carotene.settings.AdminSettings;
import org.jspecify.annotations.Nullable;

/** What whoever asks has to show. Immutable; never printed. */
public final class AdminToken {

    private static final int RANDOM_BYTES = 32;
    private static final int SHORTEST = 16;
    private static final String SCHEME = "Bearer ";

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final byte[] text;

    private AdminToken(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * That of the settings, or of the file, which is made when it is missing. Reads and writes files.
     *
     * @throws IOException with what to do, if there is no token and none can be made
     */
    static AdminToken of(AdminSettings settings) throws IOException {
        if (settings.token().isPresent()) {
            return new AdminToken(settings.token().get());
        }
        Path file = settings.tokenFileOrUsual();
        if (!Files.exists(file)) {
            make(file);
        }
        return new AdminToken(read(file));
    }

    /**
     * The text of the token, for whoever asks a node on this machine.
     *
     * @throws IOException if there is no such file, or it is not as it should be
     */
    public static String text(AdminSettings settings) throws IOException {
        return settings.token().isPresent() ? settings.token().get() : read(settings.tokenFileOrUsual());
    }

    /** Whether the header shows it; takes the same time whatever it is. */
    boolean isShownBy(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] shown = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(text, shown);
    }

    private static String read(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (rights.stream().anyMatch(OF_OTHERS::contains)) {
                throw new IOException("admin.token_file: " + file + " is open to others, "
                        + PosixFilePermissions.toString(rights) + " (expected: rw-------; chmod 600 " + file + ")");
            }
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.length() < SHORTEST) {
            throw new IOException("admin.token_file: " + file + " has " + token.length()
                    + " characters (expected: at least " + SHORTEST + "; delete it, and the next start makes another)");
        }
        return token;
    }

    // Made under another name with its rights from the first moment on, then linked into place: whoever comes at the
    // same
    // time finds a whole file or none, and the first one stays.
    private static void make(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, posix ? rights("rwx------") : new FileAttribute<?>[0]);
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path made = Files.createTempFile(
                directory, ".admin", ".token", posix ? rights("rw-------") : new FileAttribute<?>[0]);
        try {
            Files.writeString(made, token + "\n", StandardCharsets.UTF_8);
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            // Another node of this user was faster, and its token is ours.
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(made, file);
            return;
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static FileAttribute<?>[] rights(String rights) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }

    @Override
    public String toString() {
        return "AdminToken[not shown]";
    }
}
