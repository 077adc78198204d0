package org.carotene.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes in the jars that nodes run with, parsed and verified once for all node processes of the tests: with such
 * an archive a node takes half the CPU time to start.
 *
 * <p>The first process with these jars writes down which classes it loads, and when it has ended the archive is made of
 * them, in the background. Until it is there, and where it cannot be made, nodes start without. It lies in the module's
 * {@code target}, for later runs too. For any thread.
 */
final class ClassArchive {
    /** A node loads more than eight thousand classes. */
    private static final int FEW = 7_000;

    private static final Path FOLDER = Path.of("target", "class-archives").toAbsolutePath();

    private final String jars;
    private final String rest;
    private final Path file;
    private final Path classes;

    private ClassArchive(String jars, String rest) {
        this.jars = jars;
        this.rest = rest;
        String name = Integer.toHexString((Runtime.version() + jars).hashCode());
        this.file = FOLDER.resolve(name + ".jsa");
        this.classes = FOLDER.resolve(name + ".classes");
    }

    /** That of the jars on a class path. */
    static ClassArchive of(String classPath) {
        return new ClassArchive(entries(classPath, true), entries(classPath, false));
    }

    /** The class path with the jars before the folders, since an archive is of what comes first. */
    String classPath() {
        return Stream.of(jars, rest).filter(part -> !part.isEmpty()).collect(Collectors.joining(File.pathSeparator));
    }

    /** What the next JVM has to be told; it says no word of its own about archives then. */
    List<String> options(boolean isNode) {
        if (Files.exists(file)) {
            return List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable");
        }
        // Folders, since those of a path of jars alone are of one test, and not there for the next.
        return isNode && !rest.isEmpty() && claimed() ? List.of(noting(), "-Xlog:disable") : List.of();
    }

    /** To be called with the process that was started with these options. */
    void started(Process process, List<String> options) {
        if (options.contains(noting())) {
            Thread maker = new Thread(() -> {
                process.onExit().join();
                make();
            });
            maker.setDaemon(true);
            maker.start();
        }
    }

    private String noting() {
        return "-XX:DumpLoadedClassList=" + classes;
    }

    /** Whether it is this process that makes it, and no other. */
    private boolean claimed() {
        try {
            Files.createFile(Files.createDirectories(FOLDER).resolve(classes.getFileName()));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make() {
        try (Stream<String> lines = Files.lines(classes)) {
            if (lines.count() < FEW) {
                // It has not come far; another one may.
                Files.delete(classes);
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path making = FOLDER.resolve(file.getFileName() + ".making");
        try {
            int exitCode = new ProcessBuilder(
                            NodeProcess.java(),
                            "-Xshare:dump",
                            "-XX:+UseSerialGC",
                            "-XX:SharedClassListFile=" + classes,
                            "-XX:SharedArchiveFile=" + making,
                            "-cp",
                            jars)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve(file.getFileName() + ".txt").toFile())
                    .start()
                    .waitFor();
            if (exitCode == 0) {
                Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String entries(String classPath, boolean jars) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> jars == entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
