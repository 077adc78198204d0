package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.internal.util.typedef.internal.U;
import org.apache.ignite.logger.NullLogger;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.internal.TcpDiscoveryNode;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stranger.Trap;

/** The JVM options of the start script keep a stranger at the cluster's ports from choosing which code runs. */
@Timeout(60)
final class StrangerIT {
    private static final byte JAVA_OBJECT_FOLLOWS = 1;

    @Test
    void ports_objectOfAnUnlistedClass_notRead(@TempDir Path work) throws Exception {
        TcpDiscoverySpi discovery = new TcpDiscoverySpi().setIpFinder(new TcpDiscoveryVmIpFinder(true));
        TcpCommunicationSpi communication = new TcpCommunicationSpi();
        IgniteConfiguration configuration = new IgniteConfiguration()
                .setIgniteInstanceName("stranger")
                .setWorkDirectory(work.toString())
                .setLocalHost("127.0.0.1")
                .setGridLogger(new NullLogger())
                .setConnectorConfiguration(null)
                .setClientConnectorConfiguration(null)
                .setDiscoverySpi(discovery)
                .setCommunicationSpi(communication);
        try (Ignite ignite = Ignition.start(configuration)) {
            sendTrap(((TcpDiscoveryNode) ignite.cluster().localNode()).discoveryPort());
            sendTrap(communication.boundPort());

            assertThat(Trap.SPRUNG).hasValue(0);
            assertThat(ignite.cluster().nodes()).hasSize(1);
        }
    }

    /** Sends an object as Ignite's own nodes do, and waits until the node has closed the connection. */
    private static void sendTrap(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(U.IGNITE_HEADER);
            out.write(JAVA_OBJECT_FOLLOWS);
            ObjectOutputStream objects = new ObjectOutputStream(out);
            objects.writeObject(new Trap());
            objects.flush();
            socket.shutdownOutput();
            while (socket.getInputStream().read() >= 0) {
                // the rest of the node's answer is of no interest
            }
        }
    }
}
