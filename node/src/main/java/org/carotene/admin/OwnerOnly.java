package org.carotene.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The rights by which a file or directory is its owner's alone, where its file system knows such. Stateless. */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> OF_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OF_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Whether the file system of that path knows owners and rights as POSIX has them. */
    public static boolean isKnownAt(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** For a file that is made now. */
    static FileAttribute<?>[] file(Path path) {
        return rights(path, OF_FILE);
    }

    /** For a directory that is made now. */
    public static FileAttribute<?>[] directory(Path path) {
        return rights(path, OF_DIRECTORY);
    }

    /**
     * Closes a directory that is there already, where rights are known.
     *
     * @throws IOException if it belongs to another user
     */
    public static void close(Path directory) throws IOException {
        if (isKnownAt(directory)) {
            Files.setPosixFilePermissions(directory, OF_DIRECTORY);
        }
    }

    private static FileAttribute<?>[] rights(Path path, Set<PosixFilePermission> rights) {
        return isKnownAt(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }
}
