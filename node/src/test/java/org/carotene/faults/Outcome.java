package org.carotene.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a scenario has cost.
 *
 * @param closed connections that ended and did not have to: their nodes lived
 * @param wrongMillis for how long at most a node named other users than those of the nodes in its cluster, which had become
 *     smaller
 * @param joiningMillis the same while nodes joined it
 * @param silentMillis for how long at most a living node did not say who is present
 * @param broken which promises did not hold, in words
 */
record Outcome(
        String scenario,
        List<String> closed,
        Tally tally,
        OptionalLong detectMillis,
        OptionalLong healMillis,
        OptionalLong readyMillis,
        long wrongMillis,
        long joiningMillis,
        long silentMillis,
        List<String> notes,
        List<String> broken) {

    private static final List<String> HEAD = List.of(
            "scenario",
            "connections closed",
            "lost on one side",
            "not delivered across",
            "refused with a code",
            "repeated",
            "reordered",
            "detected",
            "one cluster again",
            "all ready",
            "presence wrong after a loss",
            "while nodes join",
            "presence not answered for",
            "besides");

    Outcome {
        List<String> all = new ArrayList<>(broken);
        if (!closed.isEmpty()) {
            all.add("connections closed: " + closed);
        }
        if (tally.lostInAll() + tally.repeated() + tally.reordered() > 0) {
            all.add("publications: " + tally);
        }
        broken = List.copyOf(all);
    }

    static String table(List<Outcome> outcomes) {
        String rule = HEAD.stream().map(name -> "---").collect(Collectors.joining("|", "|", "|"));
        return Stream.concat(
                        Stream.of(row(HEAD), rule),
                        outcomes.stream().map(Outcome::cells).map(Outcome::row))
                .collect(Collectors.joining("\n"));
    }

    private List<String> cells() {
        List<String> besides = new ArrayList<>(notes);
        broken.forEach(one -> besides.add("BROKEN: " + (one.length() > 300 ? one.substring(0, 300) + "..." : one)));
        return List.of(
                scenario,
                String.valueOf(closed.size()),
                tally.lostText(),
                String.valueOf(tally.across()),
                String.valueOf(tally.refused()),
                String.valueOf(tally.repeated()),
                String.valueOf(tally.reordered()),
                seconds(detectMillis),
                seconds(healMillis),
                seconds(readyMillis),
                seconds(OptionalLong.of(wrongMillis)),
                seconds(OptionalLong.of(joiningMillis)),
                seconds(OptionalLong.of(silentMillis)),
                String.join("; ", besides));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String seconds(OptionalLong millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%.1f s", millis.getAsLong() / 1000.0) : "";
    }
}
