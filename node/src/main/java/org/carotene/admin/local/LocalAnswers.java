package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.carotene.admin.log.ActionLog;
import org.carotene.admin.log.LogLevels;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.settings.NodeName;

/** What this node answers about itself, to its own operator and to the other nodes, word by word. */
public final class LocalAnswers {

    private final Figures figures;
    private final LocalTails tails;
    private final LogLevels levels;

    /** Has the calls answer from now on. */
    public LocalAnswers(AdminNode node, NodeCalls calls, Supplier<Optional<String>> adminUrl) {
        figures = new Figures(node.metrics());
        tails = new LocalTails(node.name().value(), node.hub());
        levels = LogLevels.ofProcess(node.timeline(), node.timer());
        Drains drains = new Drains(node);
        LocalNode summary = new LocalNode(node, figures, drains, adminUrl);
        LocalDetail detail = new LocalDetail(node, summary, figures, drains, levels);
        LocalConfig config = new LocalConfig(node.settings());
        LocalEvents events = new LocalEvents(node.name(), node.timeline());
        LocalChannels channels = new LocalChannels(node.hub(), node.work());
        LocalClients clients = new LocalClients(node);
        Diagnostics diagnostics = new Diagnostics(detail, config, events, node.metrics(), levels);
        at(calls, "summary", question -> summary.summary());
        at(calls, "detail", question -> detail.tree());
        at(calls, "config", question -> config.tree());
        at(calls, "comparable_config", config::comparable);
        at(calls, "events", events::newest);
        at(calls, "later_events", events::later);
        at(calls, "channels", channels::first);
        at(calls, "named_channels", channels::named);
        at(calls, "channel_level", channels::level);
        at(calls, "tail", tails::take);
        at(calls, "end_tail", tails::end);
        at(calls, "loggers", question -> levels.tree());
        at(calls, "change_logger", levels::change);
        at(calls, "diagnostics", question -> diagnostics.tree());
        calls.answer("channel", channels::one);
        calls.answer("clients", clients::first);
        calls.answer("client", clients::one);
        calls.answer("channels_of_user", clients::channelsOf);
        calls.answer("disconnect", clients::disconnect);
        calls.answer("drain", drains::begin);
        at(calls, "forget_lost", question -> {
            List<String> forgotten =
                    node.split().forgetLost().stream().map(NodeName::value).toList();
            ObjectNode answer = Trees.object();
            answer.set("forgotten", Trees.array(forgotten));
            return answer;
        });
        calls.answer("cancel_drain", question -> drains.cancel());
        new ActionLog(node.timeline()).listen(calls);
    }

    /** Once a second. */
    public void tick() {
        figures.sample();
        tails.tidy();
    }

    /** Ends what operators have begun here: tails, and levels of the log. */
    public void stop() {
        tails.stop();
        levels.stop();
    }

    private static void at(NodeCalls calls, String word, Function<ObjectNode, ObjectNode> answer) {
        calls.answer(word, question -> CompletableFuture.completedFuture(answer.apply(question)));
    }
}
