package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are objects, which are other JSON, and which are none. */
final class JsonReplyTest {

    @Test
    void read_object_givesTheTextOfEachValue() {
        JsonReply reply = read("""
                 {"a" : {"x": [1.0E+2, "b \\" \\\\"], "y":"  "} , "b":true,"c":-1.50, "d": "\\u00e4 ä"}\r
                """);

        assertThat(reply)
                .isEqualTo(new JsonReply.Fields(Map.of(
                        "a", "{\"x\":[1.0E+2,\"b \\\" \\\\\"],\"y\":\"  \"}",
                        "b", "true",
                        "c", "-1.50",
                        "d", "\"\\u00e4 ä\"")));
    }

    @Test
    void read_longValues_areCutWhereTheyEnd() {
        String text = "\"" + "x \\n".repeat(12_000) + "\"";
        String list = "[" + "1,".repeat(20_000) + "2]";

        JsonReply reply = read("{\"a\":" + text + ",\"b\":" + list + "}");

        assertThat(reply).isEqualTo(new JsonReply.Fields(Map.of("a", text, "b", list)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[true]", " [{\"authorized\":true}] ", "{\"a\":1,\"a\":1}", "{\"a\":null,\"\\u0061\":2}"})
    void read_arrayOrRepeatedKey_isStructure(String body) {
        assertThat(read(body)).isEqualTo(JsonReply.Other.STRUCTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null", "1", " 1.5e3 ", "\"text\"", "\"\""})
    void read_scalar_isScalar(String body) {
        assertThat(read(body)).isEqualTo(JsonReply.Other.SCALAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "OK",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} {}",
                "[1,]",
                "{'a':1}",
                "nul",
                "NaN",
                "1 2",
                "tru",
                "{\"a\":01}",
                "\"open",
                "true,",
                "[1] x",
                "<html/>"
            })
    void read_noJson_isNotJson(String body) {
        assertThat(read(body)).isEqualTo(JsonReply.Other.NOT_JSON);
    }

    @Test
    void read_textThatIsNotUtf8_isNotJson() {
        byte[] latin1 = "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(JsonReply.read(latin1)).isEqualTo(JsonReply.Other.NOT_JSON);
        assertThat(JsonReply.read("{}".getBytes(StandardCharsets.UTF_16))).isEqualTo(JsonReply.Other.NOT_JSON);
    }

    @Test
    void read_nestedWithoutEnd_isNotJson() {
        assertThat(read("[".repeat(60_000))).isEqualTo(JsonReply.Other.NOT_JSON);
        assertThat(read("{\"a\":".repeat(10_000))).isEqualTo(JsonReply.Other.NOT_JSON);
    }

    private static JsonReply read(String body) {
        return JsonReply.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
