package org.carotene.faults;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Ends a thread inside a running node that its Ignite instance cannot live without, as a bug would. */
public final class BrokenThread {

    private static final String VICTIM = "exchange-worker";

    private BrokenThread() {}

    /** In the node. */
    public static void agentmain(String arguments) {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(VICTIM))
                .forEach(Thread::interrupt);
    }

    /** In the test. */
    static void in(FaultNode node, Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", BrokenThread.class.getName());
        Path jar = Files.createDirectories(directory).resolve("broken-thread.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        try {
            VirtualMachine machine =
                    VirtualMachine.attach(String.valueOf(node.process().pid()));
            machine.loadAgent(jar.toString());
            machine.detach();
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException(e);
        }
    }
}
