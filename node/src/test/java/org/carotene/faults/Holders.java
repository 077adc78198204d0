package org.carotene.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.carotene.cluster.NodeAttributes;
import org.carotene.launcher.Inside;

/** Which nodes hold the presence of a channel, the owner first, as Ignite says inside a node. */
public final class Holders {

    private static final String SAYS = "held by ";

    private Holders() {}

    /** In the node. */
    public static void agentmain(String channel) {
        Ignite ignite = Ignition.allGrids().get(0);
        System.out.println(ignite.<String>affinity("carotene.presence").mapKeyToPrimaryAndBackups(channel).stream()
                .map(node -> String.valueOf(node.<Object>attribute(NodeAttributes.NAME)))
                .collect(Collectors.joining(" ", SAYS, "")));
    }

    /** In the test: the numbers of the nodes. */
    static List<Integer> of(String channel, FaultNode asked, Path directory) throws IOException {
        Inside.run(asked.process(), directory, Holders.class, channel);
        String line = asked.process().awaitLine(SAYS);
        return Arrays.stream(line.substring(line.indexOf(SAYS) + SAYS.length()).split(" ", -1))
                .map(name -> Integer.valueOf(name.substring(1, name.indexOf('@'))))
                .toList();
    }
}
