package org.carotene.admingui.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code keeps to the map of its packages: what comes from the network knows no JavaFX, a view model no control. */
final class ArchitectureTest {
    private static final String ROOT = "org.carotene.admingui.";
    private static final String[] CONTROLS = {"javafx.scene..", "javafx.stage..", "javafx.animation..", "atlantafx.."};

    @TestFactory
    Stream<DynamicTest> application_everyRule_holds() {
        JavaClasses application = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.carotene.admingui");
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(application)));
    }

    /** The rules find something where there is something to be found. */
    @Test
    void rules_classesThatUseJavaFx_found() {
        JavaClasses application = new ClassFileImporter().importPackages(ROOT + "view", ROOT + "fx", ROOT + "vm");

        assertThat(no("view", "javafx..").evaluate(application).hasViolation()).isTrue();
        assertThat(no("vm", "javafx.beans..").evaluate(application).hasViolation())
                .isTrue();
    }

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "layers",
                layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .layer("model")
                        .definedBy(ROOT + "model..")
                        .layer("client")
                        .definedBy(ROOT + "client..")
                        .layer("profile")
                        .definedBy(ROOT + "profile..")
                        .layer("fx")
                        .definedBy(ROOT + "fx..")
                        .layer("vm")
                        .definedBy(ROOT + "vm..")
                        .layer("view")
                        .definedBy(ROOT + "view..")
                        .layer("app")
                        .definedBy(ROOT + "app..")
                        .whereLayer("app")
                        .mayNotBeAccessedByAnyLayer()
                        .whereLayer("view")
                        .mayOnlyBeAccessedByLayers("app")
                        .whereLayer("vm")
                        .mayOnlyBeAccessedByLayers("app", "view")
                        .whereLayer("fx")
                        .mayOnlyBeAccessedByLayers("app", "view", "vm")
                        .whereLayer("client")
                        .mayOnlyBeAccessedByLayers("vm", "view")
                        .whereLayer("profile")
                        .mayOnlyBeAccessedByLayers("app", "view", "vm", "fx"));
        rules.put("client without JavaFX", no("client", "javafx.."));
        rules.put("model without JavaFX", no("model", "javafx.."));
        rules.put("profile without JavaFX", no("profile", "javafx.."));
        rules.put("view models without controls", no("vm", CONTROLS));
        rules.put(
                "nothing of the node",
                noClasses()
                        .should()
                        .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.carotene..")
                                .and(JavaClass.Predicates.resideOutsideOfPackage(ROOT + ".")))
                        .because("the documented admin API is all that it needs"));
        rules.put("null marked", classes().should(nullMarked()));
        return rules;
    }

    private static ArchRule no(String name, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    private static ArchCondition<JavaClass> nullMarked() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(javaClass, marked, javaClass.getName()));
            }
        };
    }
}
