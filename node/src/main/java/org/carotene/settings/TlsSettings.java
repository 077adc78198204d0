package org.carotene.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * PEM files for TLS; read again when they change.
 *
 * @param use with whom TLS is spoken
 * @param certificateFile the node's certificate, with its chain or without
 * @param keyFile its private key, not encrypted
 * @param authorityFile certificates of authorities. For clients: those that signed the node's, to be sent along; no client
 *     is asked for one. For nodes, where they are always there: those whose certificates are taken from other nodes
 */
public record TlsSettings(Use use, Path certificateFile, Path keyFile, Optional<Path> authorityFile) {

    /** With whom TLS is spoken. */
    public enum Use {
        CLIENTS("ssl", "clients"),
        NODES("cluster.ssl", "other nodes");

        private final String section;
        private final String others;

        Use(String section, String others) {
            this.section = section;
            this.others = others;
        }

        /** Where the files are set. */
        public String section() {
            return section;
        }

        /** Those at the other end, in words. */
        public String others() {
            return others;
        }
    }
}
