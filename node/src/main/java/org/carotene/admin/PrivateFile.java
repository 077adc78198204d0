package org.carotene.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Small files for their owner's eyes alone. Reads and writes; any thread. */
final class PrivateFile {

    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** How a whole file gets its name, unless there is one of that name. */
    interface Link {
        void create(Path link, Path existing) throws IOException;
    }

    private PrivateFile() {}

    /**
     * What is in it, without the white space around.
     *
     * @param key the setting that names it, for the refusal of one that others may read or write
     */
    static String read(String key, Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (rights.stream().anyMatch(OF_OTHERS::contains)) {
                throw new IOException(key + ": " + file + " is open to others, " + PosixFilePermissions.toString(rights)
                        + " (expected: rw-------; chmod 600 " + file + ")");
            }
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** Makes it, unless there is one: that one stays. Whoever comes at the same time finds a whole file or none. */
    static void make(Path file, String line, Link link) throws IOException {
        Path made = whole(file, line);
        try {
            link.create(file, made);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Not every file system has hard links.
            moveUnlessThere(made, file);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Makes it, in the place of one that there may be. */
    static void replace(Path file, String line) throws IOException {
        Path made = whole(file, line);
        try {
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void moveUnlessThere(Path made, Path file) throws IOException {
        try {
            Files.move(made, file);
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    // Under another name, with its rights from the first moment on.
    private static Path whole(Path file, String line) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, OwnerOnly.directory(directory));
        }
        Path made = Files.createTempFile(directory, ".admin", ".made", OwnerOnly.file(file));
        try {
            return Files.writeString(made, line + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw e;
        }
    }
}
