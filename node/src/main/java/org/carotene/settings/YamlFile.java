package org.carotene.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a settings file into a draft; it looks at YAML's nodes, which know their lines, and makes no objects of them. */
final class YamlFile {

    private final String name;
    private final Draft draft;
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlFile(String name, Draft draft) {
        this.name = name;
        this.draft = draft;
    }

    static void read(Path file, Draft draft) {
        try {
            read(file.toString(), Files.readString(file, StandardCharsets.UTF_8), draft);
        } catch (NoSuchFileException e) {
            draft.complain(file.toString(), "there is no such file");
        } catch (MalformedInputException e) {
            draft.complain(file.toString(), "is not a text in UTF-8");
        } catch (IOException e) {
            draft.complain(file.toString(), "cannot be read: " + e);
        }
    }

    static void read(String name, String text, Draft draft) {
        try (Reader reader = new StringReader(text)) {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader);
            new YamlFile(name, draft).root(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            String line = mark == null ? "" : ":" + (mark.getLine() + 1);
            draft.complain(name + line, "is not YAML: " + e.getProblem());
        } catch (YAMLException | IOException e) {
            draft.complain(name, "is not YAML: " + e.getMessage());
        }
    }

    private void root(@Nullable Node root) {
        if (root instanceof MappingNode settings) {
            section("", settings);
        } else if (root != null && !isNothing(root)) {
            draft.complain(name + ":" + line(root), what(root) + " (expected: keys with values, such as port: 8081)");
        }
    }

    private void section(String prefix, MappingNode section) {
        for (NodeTuple entry : section.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                entry(prefix + key.getValue(), key, entry.getValueNode());
            } else {
                draft.complain(name + ":" + line(entry.getKeyNode()), what(entry.getKeyNode()) + " (expected: a key)");
            }
        }
    }

    private void entry(String path, Node keyNode, Node value) {
        String where = name + ":" + line(keyNode) + ": " + path;
        Integer before = lines.putIfAbsent(path, line(keyNode));
        if (before != null) {
            draft.complain(where, "is set again (expected: once, first set in line " + before + ")");
        } else if (value instanceof MappingNode section && Keys.SECTIONS.containsKey(path)) {
            section(path + ".", section);
        } else if (isNothing(value) && Keys.SECTIONS.containsKey(path)) {
            // A section whose keys are all commented out.
            return;
        } else {
            Optional<Key<?>> key = Keys.at(path);
            key.ifPresentOrElse(known -> value(known, where, value), () -> unknown(path, where));
        }
    }

    private void value(Key<?> key, String where, Node value) {
        if (isNothing(value)) {
            if (!key.kind().many()) {
                draft.complain(where, "nothing " + key.kind().expected());
            }
        } else if (value instanceof ScalarNode scalar) {
            draft.write(key, new Written.Text(where, scalar.getValue()));
        } else if (value instanceof SequenceNode sequence) {
            items(where, sequence).ifPresent(items -> draft.write(key, items));
        } else {
            draft.complain(where, what(value) + " " + key.kind().expected());
        }
    }

    private Optional<Written> items(String where, SequenceNode sequence) {
        List<Written.Text> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar) || isNothing(item)) {
                draft.complain(where, what(item) + " in a list (expected: plain values)");
                return Optional.empty();
            }
            String place = where.replaceFirst(":[0-9]+: ", ":" + line(item) + ": ");
            items.add(new Written.Text(place, scalar.getValue()));
        }
        return Optional.of(new Written.Items(where, items));
    }

    private void unknown(String path, String where) {
        if (Keys.SECTIONS.containsKey(path)) {
            draft.complain(where, "a value (expected: keys below it, such as " + first(path) + ")");
            return;
        }
        Stream<String> names = Stream.concat(Keys.all().stream().map(Key::path), Keys.SECTIONS.keySet().stream());
        draft.complain(where, "unknown key" + Spelling.suggestion(path, names));
    }

    private static String first(String section) {
        return Keys.all().stream()
                .map(Key::path)
                .filter(path -> path.startsWith(section + "."))
                .findFirst()
                .orElse(section);
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    private static String what(Node node) {
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (node instanceof MappingNode) {
            return "keys with values";
        }
        return isNothing(node) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
