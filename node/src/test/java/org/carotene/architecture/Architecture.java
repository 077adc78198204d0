package org.carotene.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that hold the shape of the code, for the packages below one root.
 *
 * <p>A publication walks transport, protocol, session, channel, cluster; each package knows those ahead of it and none
 * behind it, so that a reader walks forward too.
 */
final class Architecture {
    /** Who may use whom; what is not listed is forbidden. Every package may use itself. */
    private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

    static {
        MAY_USE.put("settings", List.of());
        MAY_USE.put("metrics", List.of("settings"));
        MAY_USE.put("tls", List.of("settings"));
        MAY_USE.put("channel", List.of("metrics", "settings"));
        MAY_USE.put("cluster", List.of("channel", "metrics", "settings"));
        MAY_USE.put("presence.row", List.of("channel", "cluster"));
        MAY_USE.put("presence.answer", List.of("presence.row", "channel", "cluster"));
        MAY_USE.put("presence.member", List.of("presence.answer", "presence.row", "channel", "metrics"));
        MAY_USE.put(
                "presence",
                List.of(
                        "presence.member",
                        "presence.answer",
                        "presence.row",
                        "channel",
                        "cluster",
                        "metrics",
                        "settings"));
        MAY_USE.put("session", List.of("channel", "presence", "metrics", "settings"));
        MAY_USE.put("protocol", List.of("session", "channel", "settings"));
        MAY_USE.put("transport.frame", List.of("session", "channel", "metrics", "settings"));
        MAY_USE.put("transport.ring", List.of());
        MAY_USE.put(
                "transport.lane",
                List.of("transport.frame", "transport.ring", "protocol", "session", "channel", "metrics", "settings"));
        MAY_USE.put("transport.socket", List.of("transport.lane", "transport.ring"));
        MAY_USE.put(
                "transport.tls",
                List.of("transport.socket", "transport.lane", "transport.ring", "tls", "metrics", "settings"));
        MAY_USE.put("transport.http", List.of("transport.lane"));
        MAY_USE.put(
                "transport.websocket",
                List.of(
                        "transport.http",
                        "transport.lane",
                        "transport.ring",
                        "transport.frame",
                        "protocol",
                        "session",
                        "channel",
                        "settings"));
        MAY_USE.put(
                "transport.polling",
                List.of(
                        "transport.http",
                        "transport.lane",
                        "protocol",
                        "session",
                        "channel",
                        "cluster",
                        "metrics",
                        "settings"));
        MAY_USE.put(
                "transport",
                List.of(
                        "transport.websocket",
                        "transport.polling",
                        "transport.http",
                        "transport.tls",
                        "transport.socket",
                        "transport.lane",
                        "transport.frame",
                        "protocol",
                        "session",
                        "channel",
                        "cluster",
                        "metrics",
                        "settings"));
        MAY_USE.put("backend", List.of("session", "channel", "metrics", "settings"));
        MAY_USE.put(
                "rest",
                List.of(
                        "transport.http",
                        "session",
                        "channel",
                        "presence",
                        "cluster",
                        "backend",
                        "metrics",
                        "settings"));
        MAY_USE.put("admin.question", List.of("transport.http", "channel", "cluster", "metrics", "settings"));
        MAY_USE.put("admin.log", List.of("admin.question", "metrics"));
        MAY_USE.put(
                "admin.page",
                List.of("admin.log", "admin.question", "channel", "presence", "cluster", "metrics", "settings"));
        MAY_USE.put(
                "admin.local",
                List.of(
                        "admin.log",
                        "admin.question",
                        "transport",
                        "transport.lane",
                        "session",
                        "channel",
                        "presence",
                        "cluster",
                        "metrics",
                        "settings"));
        MAY_USE.put(
                "admin.feed",
                List.of("admin.page", "admin.log", "admin.question", "transport.http", "metrics", "settings"));
        MAY_USE.put(
                "admin",
                List.of(
                        "admin.feed",
                        "admin.page",
                        "admin.local",
                        "admin.log",
                        "admin.question",
                        "transport",
                        "transport.http",
                        "channel",
                        "presence",
                        "cluster",
                        "metrics",
                        "settings"));
        MAY_USE.put(
                "gateway",
                List.of(
                        "admin",
                        "admin.local",
                        "transport",
                        "transport.lane",
                        "rest",
                        "protocol",
                        "session",
                        "channel",
                        "presence",
                        "presence.member",
                        "cluster",
                        "backend",
                        "tls",
                        "metrics",
                        "settings"));
        MAY_USE.put(
                "plugin",
                List.of("gateway", "session", "channel", "presence", "cluster", "tls", "metrics", "settings"));
        MAY_USE.put("healing", List.of("cluster", "tls", "settings"));
        MAY_USE.put("bench", List.of());
        MAY_USE.put("launcher.command", List.of("bench", "admin", "admin.log", "settings"));
        MAY_USE.put(
                "launcher",
                List.of(
                        "launcher.command",
                        "plugin",
                        "gateway",
                        "admin",
                        "healing",
                        "bench",
                        "channel",
                        "presence",
                        "cluster",
                        "tls",
                        "metrics",
                        "settings"));
    }

    private static final List<Class<?>> THREAD_MAKERS =
            List.of(ThreadPoolExecutor.class, ScheduledThreadPoolExecutor.class, ForkJoinPool.class);

    private final String root;

    /** The rules for the packages below {@code root}. */
    Architecture(String root) {
        this.root = root;
    }

    /** All rules by a short name. */
    Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("packages on the map", packagesOnTheMap());
        MAY_USE.forEach((name, used) -> rules.put("layer " + name, layer(name, used)));
        rules.put("no cycles", noCycles("(*).."));
        rules.put("no cycles of parts", noCycles("(**)"));
        rules.put("Ignite in its place", igniteInItsPlace());
        rules.put("Jetty in its place", only("Jetty", "org.eclipse.jetty..", "transport", "rest", "admin"));
        rules.put("Redis in its place", only("Jedis", "redis.clients..", "backend"));
        rules.put("RabbitMQ in its place", only("RabbitMQ's client", "com.rabbitmq..", "backend"));
        rules.put("YAML in its place", only("SnakeYAML", "org.yaml..", "settings"));
        rules.put("threads in their place", threadsInTheirPlace());
        rules.put("exit in its place", exitInItsPlace());
        rules.put("null marked", nullMarked());
        return rules;
    }

    private ArchRule packagesOnTheMap() {
        return classes()
                .should()
                .resideInAnyPackage(MAY_USE.keySet().stream().map(this::exactly).toArray(String[]::new))
                .because("a package that is not on the map is in no layer: put it there first");
    }

    private ArchRule layer(String name, List<String> used) {
        String[] forbidden = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !used.contains(other))
                .map(this::exactly)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(exactly(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(name + " may use " + used + " only")
                .allowEmptyShould(true);
    }

    private ArchRule noCycles(String slices) {
        return slices().matching(root + "." + slices).should().beFreeOfCycles().allowEmptyShould(true);
    }

    private ArchRule igniteInItsPlace() {
        DescribedPredicate<JavaClass> namedIgnite = describe(
                "are named Ignite…",
                javaClass -> outermost(javaClass).getSimpleName().startsWith("Ignite"));
        return noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("plugin"), packageOf("launcher"), packageOf("gateway"))
                .and(DescribedPredicate.not(namedIgnite))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.ignite..")
                .because("the class list must show where Ignite is");
    }

    private ArchRule only(String technology, String packages, String... places) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        Arrays.stream(places).map(this::packageOf).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packages)
                .because(technology + " belongs to " + List.of(places));
    }

    private ArchRule threadsInTheirPlace() {
        DescribedPredicate<JavaCall<?>> makeThreads = describe("makes threads", Architecture::makesThreads);
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        packageOf("gateway"), packageOf("plugin"), packageOf("launcher"), packageOf("transport"))
                .should()
                .callCodeUnitWhere(makeThreads)
                .because("others are given an executor or a ThreadFactory, so that who stops a thread is who made it");
    }

    private static boolean makesThreads(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean constructor = call.getName().equals("<init>");
        boolean pool = THREAD_MAKERS.stream().anyMatch(owner::isEquivalentTo);
        return owner.isEquivalentTo(Executors.class) || (constructor && (pool || owner.isAssignableTo(Thread.class)));
    }

    private ArchRule exitInItsPlace() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("launcher"))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .because("the process is the launcher's");
    }

    private ArchRule nullMarked() {
        return classes().should(new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        javaClass, marked, javaClass.getPackageName() + " of " + javaClass.getName()));
            }
        });
    }

    /** The package and the parts of it. */
    private String packageOf(String name) {
        return exactly(name) + "..";
    }

    private String exactly(String name) {
        return root + "." + name;
    }

    private static JavaClass outermost(JavaClass javaClass) {
        JavaClass current = javaClass;
        while (current.getEnclosingClass().isPresent()) {
            current = current.getEnclosingClass().get();
        }
        return current;
    }
}
