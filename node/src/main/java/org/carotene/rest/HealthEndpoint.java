package org.carotene.rest;

import java.util.Optional;

/**
 * {@code GET /health/live} and {@code /health/ready}, for load balancers and supervisors.
 *
 * <p>Open to all addresses: who asks is rarely on this machine, and learns nothing but yes or no and why.
 */
final class HealthEndpoint implements Endpoint {

    private final Readiness readiness;

    HealthEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public boolean restricted() {
        return false;
    }

    @Override
    public void handle(Exchange exchange, String channel) {
        Optional<String> obstacle = readiness.obstacle();
        Optional<String> remark = readiness.remark();
        exchange.json(obstacle.isEmpty() ? 200 : 503, JsonText.object(out -> {
            out.writeStringField("status", obstacle.isEmpty() ? "ok" : "unavailable");
            if (obstacle.isPresent()) {
                out.writeStringField("reason", obstacle.get());
            }
            if (remark.isPresent()) {
                out.writeStringField("detail", remark.get());
            }
        }));
    }
}
