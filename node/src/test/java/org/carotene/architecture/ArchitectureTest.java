package org.carotene.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The code of the node keeps to the map of its packages. */
final class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> node_everyRule_holds() {
        JavaClasses node = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.carotene");
        return new Architecture("org.carotene")
                .rules().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check(rule.getValue(), node)));
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        rule.check(classes);
    }
}
