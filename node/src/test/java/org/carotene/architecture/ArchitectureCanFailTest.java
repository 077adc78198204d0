package org.carotene.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule finds what it is there for: the packages below {@code broken} break them all. */
final class ArchitectureCanFailTest {
    private static final String BROKEN = "org.carotene.architecture.broken";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BROKEN);
    private static final Map<String, ArchRule> RULES = new Architecture(BROKEN).rules();

    @ParameterizedTest
    @CsvSource({
        "packages on the map, UnknownPlace",
        "packages on the map, UnknownPart",
        "layer channel, KnowsItsUser",
        "layer settings, KnowsItsUser",
        "layer transport.lane, KnowsTheWhole",
        "no cycles, KnowsItsUser",
        "Ignite in its place, HidesIgnite",
        "Jetty in its place, HidesJetty",
        "Redis in its place, HidesBrokers",
        "RabbitMQ in its place, HidesBrokers",
        "YAML in its place, HidesBrokers",
        "threads in their place, MakesThreads",
        "exit in its place, EndsTheProcess",
        "null marked, UnknownPlace"
    })
    void rule_brokenClass_named(String rule, String culprit) {
        EvaluationResult result = RULES.get(rule).evaluate(CLASSES);

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(culprit);
    }

    @ParameterizedTest
    @CsvSource({
        "layer session, KnowsItsUser",
        "layer transport, Whole",
        "Ignite in its place, IgniteByName",
        "Ignite in its place, RunsTheProcess",
        "threads in their place, RunsTheProcess",
        "threads in their place, MakesItsThread",
        "exit in its place, RunsTheProcess"
    })
    void rule_allowedUse_notNamed(String rule, String innocent) {
        EvaluationResult result = RULES.get(rule).evaluate(CLASSES);

        assertThat(result.getFailureReport().toString()).doesNotContain("." + innocent);
    }

    // Apart from the others: of cycles that have nothing in common, ArchUnit names one.
    @Test
    void noCyclesOfParts_aPartAndTheWholeKnowEachOther_named() {
        JavaClasses transport = new ClassFileImporter().importPackages(BROKEN + ".transport");

        assertThat(RULES.get("no cycles").evaluate(transport).hasViolation()).isFalse();
        assertThat(RULES.get("no cycles of parts")
                        .evaluate(transport)
                        .getFailureReport()
                        .toString())
                .contains("KnowsTheWhole");
    }
}
