package org.carotene.transport.polling;

import java.util.Arrays;
import java.util.UUID;
import org.carotene.protocol.Utf8;
import org.carotene.transport.http.Arrival;
import org.carotene.transport.http.Cors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Long polling: a session in single requests, for clients that cannot have a WebSocket.
 *
 * <p>A GET without a known {@code connection-id} gets one; with it, it waits for what there is to tell. A POST with it
 * carries one message of the client. What is for an id of another node goes there. Requests are read and answered on their connection's lane; what they say is handled
 * on the polling id's. No thread waits for anything.
 */
final class PollHandler {

    private static final String ALLOW = "GET, HEAD, POST, OPTIONS";
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    private final PollIds ids;
    private final PollForwarding others;
    private final PollLimits limits;
    private final Cors cors;

    PollHandler(PollIds ids, PollForwarding others, PollLimits limits, Cors cors) {
        this.ids = ids;
        this.others = others;
        this.limits = limits;
        this.cors = cors;
    }

    void handle(Request request, Response response, Callback callback) {
        PollExchange exchange = new PollExchange(request, response, callback);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        cors.addTo(response.getHeaders(), origin);
        if (!cors.allows(origin)) {
            exchange.forbidden();
        } else if (exchange.is(HttpMethod.GET)) {
            poll(exchange, PollIds.parse(request.getHeaders().get(PollExchange.ID_HEADER)));
        } else if (exchange.is(HttpMethod.POST)) {
            exchange.body(limits.messageBytes(), message -> receive(exchange, message));
        } else if (exchange.is(HttpMethod.OPTIONS) || exchange.is(HttpMethod.HEAD)) {
            exchange.empty(HttpStatus.OK_200);
        } else {
            exchange.notAllowed(ALLOW);
        }
    }

    private void poll(PollExchange exchange, @Nullable UUID id) {
        if (id == null) {
            giveId(exchange);
            return;
        }
        exchange.waiting();
        PollOutbound own = ids.find(id);
        if (own == null) {
            others.poll(exchange, id, () -> giveId(exchange));
        } else {
            own.lane().execute(() -> own.poll(new Waiting(exchange)));
        }
    }

    private void giveId(PollExchange exchange) {
        if (!ids.open(exchange.remoteAddress(), id -> exchange.id(id.toString()))) {
            exchange.full(ids.refusal());
        }
    }

    private void receive(PollExchange exchange, byte[] message) {
        if (Arrays.equals(message, PING)) {
            exchange.text(HttpStatus.OK_200, "pong");
            return;
        }
        if (!Utf8.isValid(message, 0, message.length)) {
            exchange.text(HttpStatus.BAD_REQUEST_400, "message is not UTF-8");
            return;
        }
        UUID id = PollIds.parse(exchange.request().getHeaders().get(PollExchange.ID_HEADER));
        if (id == null) {
            exchange.empty(HttpStatus.NO_CONTENT_204);
            return;
        }
        PollOutbound own = ids.find(id);
        if (own == null) {
            others.receive(exchange, new PollMessage(id, message));
        } else {
            own.lane().execute(() -> exchange.received(own.receive(message)));
        }
    }

    /** A poll that has come to the node which owns its id. */
    private final class Waiting implements Poll {

        private final PollExchange exchange;

        Waiting(PollExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public boolean isForwarded() {
            return false;
        }

        @Override
        public int maxBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void answer(PollAnswer answer) {
            if (answer == PollAnswer.UNKNOWN) {
                giveId(exchange);
            } else {
                exchange.empty(HttpStatus.NO_CONTENT_204);
            }
        }

        @Override
        public void answerFrames(byte[] frames, Arrival arrived) {
            exchange.frames(frames, arrived);
        }
    }
}
