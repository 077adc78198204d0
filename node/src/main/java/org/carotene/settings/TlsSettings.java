package org.carotene.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * PEM files for TLS; read again when they change.
 *
 * @param certificateFile the node's certificate, with its chain or without
 * @param keyFile its private key, not encrypted
 * @param authorityFile certificates of the authorities that signed it, to be sent along; no client is asked for one
 */
public record TlsSettings(Path certificateFile, Path keyFile, Optional<Path> authorityFile) {}
