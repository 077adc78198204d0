package org.carotene.presence;

import org.apache.ignite.Ignite;
import org.apache.ignite.compute.ComputeJob;
import org.apache.ignite.resources.IgniteInstanceResource;
import org.carotene.presence.answer.Answer;
import org.carotene.presence.answer.Question;
import org.jspecify.annotations.Nullable;

/**
 * The compute job that carries a {@link Question} to a node that holds the rows, and its answer back.
 *
 * <p>Runs on a thread there that is ours, for as long as reading the rows takes. The class is in the plugin's
 * jar on every node, so that nothing needs peer class loading.
 */
final class IgniteQuestion implements ComputeJob {

    private static final long serialVersionUID = 1L;

    private final byte[] question;

    @IgniteInstanceResource
    private transient @Nullable Ignite ignite;

    IgniteQuestion(byte[] question) {
        this.question = question;
    }

    @Override
    public byte[] execute() {
        if (ignite == null) {
            throw new IllegalStateException("job ran without an Ignite node (expected: one that holds rows)");
        }
        IgnitePresenceStore here = IgnitePresenceStore.of(ignite);
        return here == null ? Answer.again(question[0]) : here.answer(question);
    }

    @Override
    public void cancel() {
        // It does not take long.
    }
}
