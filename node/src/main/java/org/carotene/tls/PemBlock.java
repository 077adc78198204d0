package org.carotene.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code -----BEGIN LABEL-----} of a PEM file.
 *
 * @param label such as {@code CERTIFICATE}
 * @param text what stands between its first line and its last
 */
record PemBlock(String label, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*?\\n(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String ENCRYPTED_HEADER = "Proc-Type: 4,ENCRYPTED";

    /** All blocks of a file, in order; what stands between them is a comment. */
    static List<PemBlock> allIn(String file) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(file);
        while (matcher.find()) {
            blocks.add(new PemBlock(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /** Whether it is a key that needs a passphrase, in the form of PKCS#8 or the older one of RFC 1421. */
    boolean isEncrypted() {
        return label.equals("ENCRYPTED PRIVATE KEY") || text.contains(ENCRYPTED_HEADER);
    }

    /**
     * What it holds.
     *
     * @throws IllegalArgumentException if that is not Base64
     */
    byte[] der() {
        return Base64.getMimeDecoder().decode(text);
    }
}
