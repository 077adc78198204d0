package org.carotene.settings;

import java.nio.file.Path;
import java.util.Optional;

/** PEM files for TLS; read again when they change. */
public record TlsSettings(Path certificateFile, Path keyFile, Optional<Path> authorityFile) {}
