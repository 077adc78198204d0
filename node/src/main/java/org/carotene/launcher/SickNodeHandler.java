package org.carotene.launcher;

import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.failure.AbstractFailureHandler;
import org.apache.ignite.failure.FailureContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an Ignite instance that has failed inside out of service and has it replaced; the process and its connections live on. */
final class SickNodeHandler extends AbstractFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SickNodeHandler.class);

    private final Consumer<String> replace;

    SickNodeHandler(Consumer<String> replace) {
        this.replace = replace;
    }

    /** Called by Ignite on the thread that failed; only enqueues. */
    @Override
    protected boolean handle(Ignite ignite, FailureContext failure) {
        log.error("The Ignite node has failed inside: {}", failure.type(), failure.error());
        replace.accept("it has failed inside, " + failure.type());
        return true;
    }
}
