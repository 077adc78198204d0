package org.carotene.presence;

import java.util.List;
import java.util.Map;
import org.apache.ignite.IgniteException;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.compute.ComputeJobResult;
import org.apache.ignite.compute.ComputeJobResultPolicy;
import org.apache.ignite.compute.ComputeTask;
import org.jspecify.annotations.Nullable;

/**
 * The compute task that sends one {@link IgniteQuestion} to the one node of its cluster group.
 *
 * <p>A task of our own, since Ignite wraps a closure into a job of a class that it describes anew by reflection each time, at
 * both ends. Stays on the asking node.
 */
final class IgniteInquiry implements ComputeTask<IgniteQuestion, byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public Map<IgniteQuestion, ClusterNode> map(List<ClusterNode> group, @Nullable IgniteQuestion question) {
        if (question == null || group.size() != 1) {
            throw new IllegalArgumentException("nodes to ask: " + group.size() + " (expected: one, and a question)");
        }
        return Map.of(question, group.get(0));
    }

    @Override
    public ComputeJobResultPolicy result(ComputeJobResult result, List<ComputeJobResult> all) {
        IgniteException failure = result.getException();
        if (failure != null) {
            throw failure;
        }
        return ComputeJobResultPolicy.REDUCE;
    }

    @Override
    public byte[] reduce(List<ComputeJobResult> results) {
        return results.get(0).getData();
    }
}
