package org.carotene.admingui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carotene.admingui.model.AlertRule.Sign;
import org.carotene.admingui.model.NodeSummary.Condition;
import org.carotene.admingui.model.Sight.Glance;
import org.carotene.admingui.profile.Profile.Colour;
import org.carotene.admingui.vm.ChannelsViewModel;
import org.carotene.admingui.vm.ClientsViewModel;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Preferences.Look;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No text is missing in any language, whether its key stands in the code or is put together there. */
final class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** All that a node can say. */
    private static final Path DOCUMENT = Path.of("../node/docs/admin-api.md");

    /** A string that looks like a key: words with dots between. */
    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:[._][a-z]+)*\\.[a-z_.]*[a-z])\"");

    /** Strings that look like keys and are not: names of properties, files, commands and what is remembered. */
    private static final Set<String> NO_KEYS = Set.of(
            "user.name",
            "user.home",
            "os.name",
            "java.version",
            "tail.jsonl",
            "profiles.json",
            "window.properties",
            "profiles-new.json",
            "org.gnome.desktop.interface",
            "admin.token",
            "admin.css",
            "org.carotene.admingui.texts",
            "org.carotene.admingui.sentences",
            "org.carotene",
            "window.maximized",
            "window.x",
            "window.y",
            "window.width",
            "window.height",
            "tail.divider",
            "channels.tree",
            "nodes.kind");

    @AfterEach
    void english() {
        Texts.use(Locale.ENGLISH);
    }

    @Test
    void bundles_allLanguages_haveTheSameKeys() throws IOException {
        assertThat(bundle("texts_de").stringPropertyNames())
                .isEqualTo(bundle("texts").stringPropertyNames());
    }

    @Test
    void bundles_everyText_isAPatternWithTheSameValues() throws IOException {
        Properties english = bundle("texts");
        Properties german = bundle("texts_de");

        for (String key : english.stringPropertyNames()) {
            int values = new MessageFormat(english.getProperty(key), Locale.ENGLISH).getFormatsByArgumentIndex().length;
            assertThat(new MessageFormat(german.getProperty(key), Locale.GERMAN).getFormatsByArgumentIndex())
                    .as(key)
                    .hasSize(values);
            assertThat(english.getProperty(key) + german.getProperty(key))
                    .as(key)
                    .doesNotContain("'");
        }
    }

    @Test
    void code_keysThatStandThere_haveTexts() throws IOException {
        Set<String> known = bundle("texts").stringPropertyNames();
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().matches(".*/(vm|view|fx|app)/.*\\.java"))
                    .toList()) {
                Matcher keys = KEY.matcher(Files.readString(file));
                while (keys.find()) {
                    String key = keys.group(1);
                    if (!known.contains(key) && !NO_KEYS.contains(key)) {
                        missing.add(file.getFileName() + ": " + key);
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void code_keysPutTogether_haveTexts() throws IOException {
        Set<String> needed = new TreeSet<>();
        add(needed, "condition.", Condition.values());
        add(needed, "glance.", Glance.values());
        add(needed, "sign.", Sign.values());
        add(needed, "colour.", Colour.values());
        add(needed, "look.", Look.values());
        for (Sign sign : Sign.values()) {
            if (sign.measured()) {
                needed.add("unit." + sign.name().toLowerCase(Locale.ROOT));
            }
        }
        for (PageId page : PageId.values()) {
            needed.add(page.key());
        }
        all(needed, ChannelsViewModel.SORTS, name -> "channels.sort." + name);
        all(needed, ClientsViewModel.SORTS, name -> "clients.sort." + name);
        all(needed, ClientsViewModel.FIELDS, name -> "clients.field." + name);
        all(needed, ClientsViewModel.TRANSPORTS, name -> "clients.transport." + (name.isEmpty() ? "all" : name));
        all(needed, List.of("table", "ring", "matrix", "differences"), name -> "nodes.kind." + name);
        all(needed, List.of("figures", "process", "config"), name -> "node.part." + name);
        all(needed, List.of("timeline", "rules"), name -> "events.kind." + name);
        all(needed, List.of("system", "en", "de"), name -> "language." + name);
        all(needed, List.of("true", "false"), name -> "channels.as." + name);
        all(needed, List.of("user", "anonymous", "server"), name -> "publisher." + name);
        all(needed, tableColumns(), name -> name);

        assertThat(bundle("texts").stringPropertyNames()).containsAll(needed);
    }

    /** What nodes can say, by the document of their API: each sentence and each code, with no value that it does not have. */
    @Test
    void sentences_allThatNodesHave_haveTexts() throws IOException {
        Map<String, Set<String>> sentences = documented();

        for (String language : List.of("", "_de")) {
            Properties texts = bundle("sentences" + language);
            assertThat(texts.stringPropertyNames()).as(language).containsAll(sentences.keySet());
            sentences.forEach((kind, values) ->
                    assertThat(values).as(kind + language).containsAll(values(texts.getProperty(kind))));
        }
    }

    @Test
    void sentences_ofTheProgram_haveTexts() throws IOException {
        Set<String> own = new TreeSet<>();
        Pattern kind = Pattern.compile("\"(own_[a-z_]+)\"");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                kind.matcher(Files.readString(file)).results().forEach(found -> own.add(found.group(1)));
            }
        }

        assertThat(own).hasSizeGreaterThan(5);
        assertThat(bundle("sentences").stringPropertyNames()).containsAll(own);
        assertThat(bundle("sentences_de").stringPropertyNames())
                .isEqualTo(bundle("sentences").stringPropertyNames());
    }

    @Test
    void events_allTypesOfTheDocument_haveTexts() throws IOException {
        String told = Files.readString(DOCUMENT);
        int types = told.indexOf("Types: `started`");
        Set<String> needed = new TreeSet<>();
        Pattern.compile("`([a-z_]+)`[,;. (]")
                .matcher(told.substring(types, told.indexOf("\n\n", types)))
                .results()
                .map(found -> found.group(1))
                .filter(type -> !Set.of("operator", "from").contains(type))
                .forEach(type -> needed.add("event." + type));
        int codes = told.indexOf("`info`; codes:");
        Pattern.compile("`([a-z_]+)`[,.]")
                .matcher(told.substring(codes + "`info`; codes:".length(), told.indexOf("\n\n", codes)))
                .results()
                .forEach(found -> needed.add("attention." + found.group(1)));

        assertThat(needed).hasSizeGreaterThan(25);
        assertThat(bundle("texts").stringPropertyNames()).containsAll(needed);
    }

    @Test
    void text_unknownKey_showsItself() {
        assertThat(Texts.text("no.such.key")).isEqualTo("!no.such.key!");
    }

    @Test
    void use_languageWithoutBundle_english() {
        Texts.use(Locale.FRENCH);

        assertThat(Texts.text("page.nodes")).isEqualTo("Nodes");
        assertThat(Texts.locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void use_german_germanTextsAndFigures() {
        Texts.use(Locale.GERMANY);

        assertThat(Texts.text("page.nodes")).isEqualTo("Knoten");
        assertThat(Units.count(1234567L)).isEqualTo("1.234.567");
    }

    /** The columns of every table, by how its code makes them. */
    private static List<String> tableColumns() throws IOException {
        List<String> columns = new ArrayList<>();
        Pattern table = Pattern.compile("new LiveTable<>\\(\\s*\"([a-z]+)\"");
        Pattern column = Pattern.compile("\\.(?:text|figure|cells)\\(\\s*\"([a-z]+)\",\\s*\\d");
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                Matcher tables = table.matcher(code);
                while (tables.find()) {
                    int end = code.indexOf(';', tables.end());
                    Matcher found = column.matcher(code.substring(tables.end(), end));
                    columns.add(tables.group(1) + ".table");
                    while (found.find()) {
                        columns.add(tables.group(1) + "." + found.group(1));
                    }
                }
            }
        }
        assertThat(columns).hasSizeGreaterThan(30);
        return columns;
    }

    private static void add(Set<String> needed, String prefix, Enum<?>[] values) {
        for (Enum<?> value : values) {
            needed.add(prefix + value.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void all(Set<String> needed, List<String> names, Function<String, String> key) {
        names.forEach(name -> needed.add(key.apply(name)));
    }

    /** The kinds of sentences with the names of their values, and the codes of refusals. */
    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> sentences = new TreeMap<>();
        String told = Files.readString(DOCUMENT);
        Pattern.compile("^\\| `([a-z_]+)` \\| (.*) \\|$", Pattern.MULTILINE)
                .matcher(told.substring(told.indexOf("## Sentences")))
                .results()
                .forEach(row -> sentences.put(row.group(1), values(row.group(2))));
        Pattern.compile("^\\| (7[0-9]{2}) \\| ", Pattern.MULTILINE)
                .matcher(told)
                .results()
                .forEach(row -> sentences.put("error_" + row.group(1), Set.of()));
        assertThat(sentences).hasSizeGreaterThan(100);
        return sentences;
    }

    private static Set<String> values(String pattern) {
        return Pattern.compile("\\{([a-z_]+)}")
                .matcher(pattern)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties bundle(String file) throws IOException {
        Properties properties = new Properties();
        String name = "/org/carotene/admingui/" + file + ".properties";
        try (InputStreamReader reader =
                new InputStreamReader(TextsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
