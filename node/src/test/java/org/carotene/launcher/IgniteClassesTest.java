package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ignite.cache.affinity.AffinityKeyMapped;
import org.apache.ignite.compute.ComputeTask;
import org.junit.jupiter.api.Test;

/** The list of classes that Ignite may read from connections names ours that cross them, and no others. */
final class IgniteClassesTest {

    @Test
    void list_namesTheClassesThatCrossBetweenNodesAndNoOthers() throws IOException {
        List<String> crossing = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.carotene").stream()
                        .filter(one -> isKey(one) || isSentAsAnObject(one))
                        .map(JavaClass::getName)
                        .sorted()
                        .toList();

        assertThat(listed()).containsExactlyElementsOf(crossing).isNotEmpty();
    }

    private static boolean isKey(JavaClass one) {
        return one.getFields().stream().anyMatch(field -> field.isAnnotatedWith(AffinityKeyMapped.class));
    }

    // Of ours only jobs are: of their task the name alone crosses, and failures become texts before they leave their
    // node.
    private static boolean isSentAsAnObject(JavaClass one) {
        return !one.isAssignableTo(ComputeTask.class)
                && one.getAllRawInterfaces().stream()
                        .map(JavaClass::getPackageName)
                        .anyMatch(
                                List.of("org.apache.ignite.lang", "org.apache.ignite.compute", "javax.cache.processor")
                                        ::contains);
    }

    private static List<String> listed() throws IOException {
        try (InputStream in = Main.class.getResourceAsStream("ignite-classes.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n", -1))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
