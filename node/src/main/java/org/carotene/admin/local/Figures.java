package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Metrics;

/**
 * The node's figures over the last five minutes, one sample a second; any thread.
 *
 * <p>Sampled always, so that whoever opens a chart sees what was before: it costs some microseconds a second.
 */
final class Figures {

    private static final int MOST = 301;
    private static final int RATE_SECONDS = 5;

    private static final List<Figure> RATES = List.of(
            Figure.PUBLICATIONS,
            Figure.IN,
            Figure.DELIVERIES,
            Figure.DROPS,
            Figure.CONNECTS,
            Figure.CLOSES,
            Figure.SLOW_DISCONNECTS,
            Figure.FROM_NODES,
            Figure.TO_NODES);

    private static final List<Figure> COURSES =
            List.of(Figure.PUBLICATIONS, Figure.DELIVERIES, Figure.IN, Figure.DROPS, Figure.CONNECTS, Figure.CLOSES);

    private final Metrics metrics;
    private final Deque<Sample> samples = new ArrayDeque<>();

    Figures(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Once a second. */
    void sample() {
        Sample sample = Sample.take(metrics);
        synchronized (samples) {
            if (samples.size() == MOST) {
                samples.removeFirst();
            }
            samples.addLast(sample);
        }
    }

    /** As of this moment. */
    Sample now() {
        return Sample.take(metrics);
    }

    /** Over the last five seconds; null before there are two samples. */
    ObjectNode rates() {
        List<Sample> last = last(RATE_SECONDS + 1);
        ObjectNode rates = Trees.object();
        for (Figure figure : RATES) {
            String field = figure.label() + "_per_second";
            if (last.size() < 2) {
                rates.putNull(field);
            } else {
                rates.put(field, last.get(last.size() - 1).perSecond(figure, last.get(0)));
            }
        }
        return rates;
    }

    /** How much the figure has grown in the last so many seconds; 0 before there are two samples. */
    double growth(Figure figure, int seconds) {
        List<Sample> last = last(seconds + 1);
        Double before = last.isEmpty() ? null : last.get(0).value(figure);
        Double now = last.isEmpty() ? null : last.get(last.size() - 1).value(figure);
        return before == null || now == null ? 0 : now - before;
    }

    /** The course of the last five minutes, second by second. */
    ObjectNode history() {
        List<Sample> all = last(MOST);
        ObjectNode history = Trees.object().put("step_ms", 1000).put("end", Trees.time(java.time.Instant.now()));
        for (Figure figure : COURSES) {
            ArrayNode course = history.putArray(figure.label());
            for (int i = 1; i < all.size(); i++) {
                course.add(all.get(i).perSecond(figure, all.get(i - 1)));
            }
        }
        ArrayNode connections = history.putArray(Figure.CONNECTIONS.label());
        for (int i = 1; i < all.size(); i++) {
            connections.add(all.get(i).value(Figure.CONNECTIONS));
        }
        return history;
    }

    private List<Sample> last(int count) {
        synchronized (samples) {
            List<Sample> all = new ArrayList<>(samples);
            return all.subList(Math.max(0, all.size() - count), all.size());
        }
    }
}
