package org.carotene.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.carotene.settings.Settings;

/** Where Ignite keeps its files: as set, or a directory of this node and user below the temporary one. */
final class WorkDirectory {

    private static final Set<PosixFilePermission> OF_OWNER = PosixFilePermissions.fromString("rwx------");

    private WorkDirectory() {}

    /** Made if it is missing; one that is not set is this user's alone. */
    static Path of(Settings settings) {
        Path directory = settings.cluster().workDirectory().map(Path::of).orElseGet(() -> usual(settings));
        try {
            return Files.createDirectories(directory.toAbsolutePath());
        } catch (IOException e) {
            throw refusal(directory, e);
        }
    }

    private static Path usual(Settings settings) {
        Path ofUser = Path.of(
                System.getProperty("java.io.tmpdir", "/tmp"), "carotene-" + System.getProperty("user.name", "user"));
        try {
            make(ofUser);
            return ofUser.resolve(settings.nodeName().value().replace(':', '_'));
        } catch (IOException e) {
            throw refusal(ofUser, e);
        }
    }

    // Anybody can know its name, and make it first.
    static void make(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createDirectory(
                    directory,
                    posix
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OF_OWNER)}
                            : new FileAttribute<?>[0]);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("it is no directory", e);
            }
        }
        if (posix) {
            UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(self(directory))) {
                throw new IOException("it belongs to " + owner.getName());
            }
            Files.setPosixFilePermissions(directory, OF_OWNER);
        }
    }

    private static UserPrincipal self(Path directory) throws IOException {
        Path made = Files.createTempFile(directory, ".owner", "");
        try {
            return Files.getOwner(made);
        } finally {
            Files.delete(made);
        }
    }

    private static LaunchException refusal(Path directory, IOException e) {
        return new LaunchException(
                "cluster.work_directory: cannot use " + directory + ": " + e.getMessage()
                        + " (expected: a directory of this user's; set another)",
                e);
    }
}
