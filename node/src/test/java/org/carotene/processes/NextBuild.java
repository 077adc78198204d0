package org.carotene.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A build of the node as a later release might be: its sources with some places rewritten, compiled beside the present
 * ones. What has to be there to be rewritten is checked, so that this does not silently become the present build.
 */
public final class NextBuild {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final List<String> PACKAGES =
            List.of("cluster", "presence", "transport", "healing", "launcher", "plugin", "admin");
    private static final String SAYS = "of version 2: ";

    private final Path sources;
    private final Path classes;

    private NextBuild(Path directory) throws IOException {
        sources = Files.createDirectories(directory.resolve("sources"));
        classes = Files.createDirectories(directory.resolve("classes"));
        for (String last : PACKAGES) {
            Path from = SOURCES.resolve(Path.of("org", "carotene", last));
            try (Stream<Path> files = Files.walk(from).filter(Files::isRegularFile)) {
                for (Path file : files.toList()) {
                    Path to = sources.resolve(SOURCES.relativize(file));
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    /** The class path of a build that is one version further, in which most of what nodes tell each other looks different. */
    public static String classPath(Path directory) throws IOException {
        return new NextBuild(directory)
                .version(2)
                .messages()
                .rows()
                .polls()
                .questions()
                .peerPort()
                .compiled();
    }

    /** What a node of that build has read in its new form, by the lines that it has printed. */
    public static Set<String> read(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(SAYS))
                .map(line -> line.substring(SAYS.length()))
                .collect(Collectors.toSet());
    }

    /** The class path of a build that is so many versions further. */
    static String classPath(Path directory, int version) throws IOException {
        return new NextBuild(directory).version(version).compiled();
    }

    private NextBuild version(int version) throws IOException {
        String versions = "cluster/WireVersion";
        return rewrite(versions, "NEWEST = 1;", "NEWEST = " + version + ";")
                .rewrite(versions, "private WireVersion() {}", """
                private static final java.util.Set<String> SEEN = java.util.concurrent.ConcurrentHashMap.newKeySet();

                private WireVersion() {}

                public static void saw(String what) {
                    if (SEEN.add(what)) {
                        System.out.println("of version 2: " + what);
                    }
                }

                public static byte[] marked(byte[] frame) {
                    return frame[0] < 2 ? frame : java.nio.ByteBuffer.allocate(frame.length + 1)
                            .put(frame[0]).put((byte) 71).put(frame, 1, frame.length - 1).array();
                }

                public static byte[] unmarked(String what, byte[] frame) {
                    if (frame.length == 0 || frame[0] != 2) {
                        return frame;
                    }
                    if (frame.length < 2 || frame[1] != 71) {
                        throw new IllegalArgumentException(what + " of version 1 (expected: 2)");
                    }
                    saw(what);
                    return java.nio.ByteBuffer.allocate(frame.length - 1)
                            .put(frame[0]).put(frame, 2, frame.length - 2).array();
                }
                """);
    }

    /** Behind the version of each frame about polls comes a number. */
    private NextBuild polls() throws IOException {
        String question = "transport/polling/PollQuestion";
        String reply = "transport/polling/PollReply";
        String message = "transport/polling/PollMessage";
        return rewrite(
                        question,
                        "return ByteBuffer.allocate(BYTES)",
                        "return WireVersion.marked(ByteBuffer.allocate(BYTES)")
                .rewrite(question, ".array();", ".array());")
                .rewrite(
                        question,
                        "static PollQuestion of(byte[] bytes) {",
                        unmarked("PollQuestion of", "poll question"))
                .rewrite(reply, "return bytes;", "return WireVersion.marked(bytes);")
                .rewrite(reply, "static PollReply of(byte[] bytes) {", unmarked("PollReply of", "poll reply"))
                .rewrite(message, "return ByteBuffer.allocate(", "return WireVersion.marked(ByteBuffer.allocate(")
                .rewrite(message, ".array();", ".array());")
                .rewrite(message, "static PollMessage of(byte[] bytes) {", unmarked("PollMessage of", "poll message"));
    }

    /** And behind that of each question about presence and about a heal, and of each answer. */
    private NextBuild questions() throws IOException {
        String store = "presence/IgnitePresenceStore";
        String sessions = "presence/SessionPresence";
        String talk = "launcher/IslandTalk";
        String operator = "admin/question/NodeCalls";
        return rewrite(
                        store,
                        "question.toBytes(readBy(holder))",
                        "WireVersion.marked(question.toBytes(readBy(holder)))")
                .rewrite(
                        store,
                        "question.toBytes(WireVersion.NEWEST)",
                        "WireVersion.marked(question.toBytes(WireVersion.NEWEST))")
                .rewrite(
                        store,
                        "return answers.answer(question, this, nodes());",
                        "return WireVersion.marked(answers.answer(question, this, nodes()));")
                .rewrite(
                        "presence/IgniteQuestion",
                        "Answer.again(question[0])",
                        "org.carotene.cluster.WireVersion.marked(Answer.again(question[0]))")
                .rewrite(
                        "presence/answer/Question",
                        "new BytesIn(bytes)",
                        "new BytesIn(WireVersion.unmarked(\"presence question\", bytes))")
                .rewrite(
                        "presence/answer/Answer",
                        "new BytesIn(bytes)",
                        "new BytesIn(WireVersion.unmarked(\"presence answer\", bytes))")
                .rewrite(sessions, "return question;", "return WireVersion.marked(question);")
                .rewrite(sessions, "return bytes.toByteArray();", "return WireVersion.marked(bytes.toByteArray());")
                .rewrite(sessions, "channelOf(byte[] question) {", """
                        channelOf(byte[] told) {
                            byte[] question = WireVersion.unmarked("session question", told);""")
                .rewrite(sessions, "usersOf(byte[] answer) {", """
                        usersOf(byte[] told) {
                            byte[] answer = WireVersion.unmarked("session answer", told);""")
                .rewrite(operator, "return frame;", "return WireVersion.marked(frame);")
                .rewrite(operator, "ObjectNode read(byte[] frame) {", """
                        ObjectNode read(byte[] told) {
                            byte[] frame = WireVersion.unmarked("operator's question", told);""")
                .rewrite(talk, "return question;", "return WireVersion.marked(question);")
                .rewrite(talk, "WireVersion.ofFrame(\"question about a heal\", question);", """
                        question = WireVersion.unmarked("heal question", question);
                        WireVersion.ofFrame("question about a heal", question);""");
    }

    /** Behind the type of each frame on the peer port comes a number, and behind the request to join as well. */
    private NextBuild peerPort() throws IOException {
        String frame = "healing/PeerFrame";
        return rewrite(frame, "out.writeByte(type);", """
                        out.writeByte(type);
                        if (version > 1) {
                            out.writeByte(71);
                        }""")
                .rewrite(frame, "return new Head(version, in.readUnsignedByte());", """
                        int type = in.readUnsignedByte();
                        if (version > 1) {
                            if (in.readUnsignedByte() != 71) {
                                throw new MalformedPeerFrameException("frame of version 1 (expected: 2)");
                            }
                            WireVersion.saw("peer frame");
                        }
                        return new Head(version, type);""")
                .rewrite("plugin/JoinRequest", "out.write(proof);", """
                        out.write(proof);
                        out.writeInt(4711);""");
    }

    private static String unmarked(String method, String what) {
        return "static " + method + "(byte[] told) {\nbyte[] bytes = WireVersion.unmarked(\"" + what + "\", told);";
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
                            }
                            if (version > 1) {
                                WireVersion.saw("publication");
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
                            }
                            if (version > 1) {
                                WireVersion.saw("interest");
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
        String codec = "presence/row/RowCodec";
        return rewrite(codec, ".octet(wire).octet(kind)", ".octet(wire).append(marked(wire)).octet(kind)")
                .rewrite(codec, ".octet(wire).octet(HEADER)", ".octet(wire).append(marked(wire)).octet(HEADER)")
                .rewrite(codec, "        return in.octet();", """
                                if (version > 1 && in.octet() != 77) {
                                    throw new MalformedBytesException("row of version 1 (expected: 2)");
                                }
                                if (version > 1) {
                                    WireVersion.saw("row");
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
