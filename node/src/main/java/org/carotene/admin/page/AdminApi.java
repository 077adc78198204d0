package org.carotene.admin.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.AdminRequest;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.channel.Hub;
import org.carotene.cluster.IgniteCluster;
import org.carotene.presence.Presence;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;

/** The map from paths to what answers them; see {@code node/docs/admin-api.md}. Any thread; nothing blocks. */
public final class AdminApi {

    private static final String GET = "GET";
    private static final String POST = "POST";

    private final NodeCalls calls;
    private final OverviewPage overview;
    private final NodesPage nodes;
    private final ConfigPages config;
    private final EventPages events;
    private final ChannelPages channels;
    private final ClientPages clients;
    private final PresencePages presence;
    private final Actions actions;

    public AdminApi(NodeCalls calls, Hub hub, Presence members, IgniteCluster cluster, Settings settings) {
        this.calls = calls;
        nodes = new NodesPage(calls, cluster);
        config = new ConfigPages(calls);
        overview = new OverviewPage(calls, nodes, config);
        events = new EventPages(calls);
        channels = new ChannelPages(calls, members, settings.presence());
        clients = new ClientPages(calls);
        presence = new PresencePages(calls, members);
        actions = new Actions(calls, hub, settings.limits());
    }

    public EventPages events() {
        return events;
    }

    /** Answers with a tree; a refusal is thrown here or fails the stage. A bundle has its bytes in the field {@code zip}. */
    public CompletionStage<ObjectNode> answer(AdminRequest request) {
        List<String> path = request.path();
        if (path.size() > 1 && path.get(0).equals("nodes")) {
            return ofNode(AdminRequest.nodeName(path.get(1)), path.subList(2, path.size()), request);
        }
        return switch (String.join("/", path)) {
            case "overview" -> get(request, overview.page());
            case "nodes" -> get(request, nodes.page());
            case "config/differences" -> get(request, config.differences());
            case "events" -> get(request, events.page(request));
            case "channels" -> get(request, channels.page(request));
            case "channels/tree" -> get(request, channels.tree(request));
            case "channel" -> get(request, channels.one(request));
            case "presence" -> get(request, presence.page(request));
            case "clients" -> get(request, clients.page(request));
            case "publish" -> {
                expect(request, POST);
                yield actions.publish(request);
            }
            case "disconnect" -> {
                expect(request, POST);
                yield actions.disconnect(request);
            }
            case "forget-lost" -> {
                expect(request, POST);
                yield actions.forgetLost(request);
            }
            default -> throw new AdminException(AdminError.NO_SUCH_PATH);
        };
    }

    private CompletionStage<ObjectNode> ofNode(NodeName node, List<String> rest, AdminRequest request) {
        if (rest.size() == 2 && rest.get(0).equals("clients")) {
            return get(request, clients.one(node, rest.get(1)));
        }
        return switch (String.join("/", rest)) {
            case "" -> get(request, detail(node));
            case "config" -> get(request, config.one(node));
            case "diagnostics" -> {
                expect(request, GET);
                yield actions.diagnostics(node, request);
            }
            case "loggers" -> {
                if (request.method().equals(POST)) {
                    yield actions.changeLogger(node, request);
                }
                if (!request.method().equals(GET)) {
                    throw AdminException.method(request.method(), GET + ", " + POST);
                }
                yield actions.loggers(node);
            }
            case "drain" -> {
                expect(request, POST);
                yield actions.drain(node, request);
            }
            case "drain/cancel" -> {
                expect(request, POST);
                yield actions.cancelDrain(node, request);
            }
            default -> throw new AdminException(AdminError.NO_SUCH_PATH);
        };
    }

    CompletionStage<ObjectNode> detail(NodeName node) {
        return calls.ask(node, "detail", Trees.object()).thenApply(detail -> {
            detail.put("self", node.equals(calls.self()));
            return Answer.of(calls.self(), Trees.object().set("node", detail));
        });
    }

    private static CompletionStage<ObjectNode> get(AdminRequest request, CompletionStage<ObjectNode> page) {
        expect(request, GET);
        return page;
    }

    private static void expect(AdminRequest request, String method) {
        if (!request.method().equals(method)) {
            throw AdminException.method(request.method(), method);
        }
    }
}
