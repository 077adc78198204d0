package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A build of the node as a later release might be: its sources with some places rewritten, compiled beside the present
 * ones. What has to be there to be rewritten is checked, so that this does not silently become the present build.
 */
final class NextBuild {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final List<Path> PACKAGES =
            List.of(Path.of("org", "carotene", "cluster"), Path.of("org", "carotene", "presence"));

    private final Path sources;
    private final Path classes;

    private NextBuild(Path directory) throws IOException {
        sources = Files.createDirectories(directory.resolve("sources"));
        classes = Files.createDirectories(directory.resolve("classes"));
        for (Path name : PACKAGES) {
            Path to = Files.createDirectories(sources.resolve(name));
            try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    /** The class path of a build that is one version further, in which most of what nodes tell each other looks different. */
    static String classPath(Path directory) throws IOException {
        return new NextBuild(directory).version(2).messages().rows().compiled();
    }

    /** The class path of a build that is so many versions further. */
    static String classPath(Path directory, int version) throws IOException {
        return new NextBuild(directory).version(version).compiled();
    }

    private NextBuild version(int version) throws IOException {
        return rewrite("cluster/WireVersion", "NEWEST = 1;", "NEWEST = " + version + ";");
    }

    private NextBuild messages() throws IOException {
        String codec = "cluster/FrameCodec";
        return rewrite(codec, "frame(Frame.Kind.of(code), body)", "frame(Frame.Kind.of(code), body, version)")
                .rewrite(
                        codec,
                        "Frame frame(Frame.Kind kind, FrameReader in)",
                        "Frame frame(Frame.Kind kind, FrameReader in, int version)")
                // A publication begins with a text.
                .rewrite(codec, "Publisher publisher = publication.publisher();", """
                        Publisher publisher = publication.publisher();
                        if (version > 1) {
                            out.text("of version 2");
                        }""")
                .rewrite(codec, "case PUBLICATION -> publication(in);", "case PUBLICATION -> publication(in, version);")
                .rewrite(codec, "Frame publication(FrameReader in) {", """
                        Frame publication(FrameReader in, int version) {
                            if (version > 1 && !in.text().equals("of version 2")) {
                                throw new MalformedFrameException("publication of version 1 (expected: 2)");
                            }""")
                // Changes of interest end with another number.
                .rewrite(codec, "out.number(frame.changes().size());", """
                        if (version > 1) {
                            out.number(4711);
                        }
                        out.number(frame.changes().size());""")
                .rewrite(codec, "in.number(), changes(in));", "in.number(), changes(in, version));")
                .rewrite(codec, "changes(FrameReader in) {", """
                        changes(FrameReader in, int version) {
                            if (version > 1 && in.number() != 4711) {
                                throw new MalformedFrameException("interest of version 1 (expected: 2)");
                            }""")
                // After each canary comes a frame of a kind that is new.
                .rewrite(codec, "out.patch(length, out.size() - length - 4);", """
                        out.patch(length, out.size() - length - 4);
                        if (frame instanceof Frame.Canary) {
                            out.byteOf(99);
                            out.intOf(1);
                            out.byteOf(7);
                        }""");
    }

    private NextBuild rows() throws IOException {
        String codec = "presence/RowCodec";
        return rewrite(codec, ".octet(wire).octet(kind)", ".octet(wire).append(marked(wire)).octet(kind)")
                .rewrite(codec, ".octet(wire).octet(HEADER)", ".octet(wire).append(marked(wire)).octet(HEADER)")
                .rewrite(codec, "        return in.octet();", """
                                if (version > 1 && in.octet() != 77) {
                                    throw new MalformedBytesException("row of version 1 (expected: 2)");
                                }
                                return in.octet();
                        """)
                .rewrite(codec, "private static int kind(", """
                        private static BytesOut marked(int wire) {
                            return wire > 1 ? new BytesOut(1).octet(77) : new BytesOut(0);
                        }

                        private static int kind(""");
    }

    private NextBuild rewrite(String source, String from, String to) throws IOException {
        Path file = sources.resolve("org/carotene/" + source + ".java");
        String text = Files.readString(file);
        assertThat(text).as(source).containsOnlyOnce(from);
        Files.writeString(file, text.replace(from, to));
        return this;
    }

    private String compiled() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(
                List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-nowarn", "--release", "17"));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> options.add(file.toString()));
        }
        assertThat(compiler.run(null, null, null, options.toArray(String[]::new)))
                .as("compiled")
                .isZero();
        return classes + File.pathSeparator + classPath;
    }
}
