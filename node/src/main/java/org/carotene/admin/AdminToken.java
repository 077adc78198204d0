package org.carotene.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.carotene.settings.AdminSettings;
import org.jspecify.annotations.Nullable;

/** What whoever asks has to show. Immutable; never printed. */
public final class AdminToken {

    private static final int RANDOM_BYTES = 32;
    private static final int SHORTEST = 16;
    private static final String SCHEME = "Bearer ";

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
        String token = PrivateFile.read("admin.token_file", file);
        if (token.length() < SHORTEST) {
            throw new IOException("admin.token_file: " + file + " has " + token.length()
                    + " characters (expected: at least " + SHORTEST + "; delete it, and the next start makes another)");
        }
        return token;
    }

    // Another node of this user may be faster, and its token is ours then.
    private static void make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        PrivateFile.make(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random), Files::createLink);
    }

    @Override
    public String toString() {
        return "AdminToken[not shown]";
    }
}
