package org.carotene.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.carotene.admin.OwnerOnly;
import org.carotene.settings.Settings;

/** Where Ignite keeps its files: as set, or a directory of this node and user below the temporary one. */
final class WorkDirectory {

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
        try {
            Files.createDirectory(directory, OwnerOnly.directory(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("it is no directory", e);
            }
        }
        if (OwnerOnly.isKnownAt(directory)) {
            UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(self(directory))) {
                throw new IOException("it belongs to " + owner.getName());
            }
            OwnerOnly.close(directory);
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
