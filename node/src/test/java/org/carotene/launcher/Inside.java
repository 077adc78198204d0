package org.carotene.launcher;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Runs a class of the tests inside a running node: what no client and no operator could do to it or ask it. */
public final class Inside {

    private Inside() {}

    /**
     * Runs {@code agentmain(String)} of the class there, and waits until it is done; the class stands alone, or the node has
     * the others that it needs.
     *
     * @param directory takes a file
     */
    public static void run(NodeProcess node, Path directory, Class<?> agent, String argument) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", agent.getName());
        Path jar = Files.createTempFile(Files.createDirectories(directory), "inside", ".jar");
        String file = agent.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = agent.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
        }
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(node.pid()));
            machine.loadAgent(jar.toString(), argument);
            machine.detach();
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException(e);
        }
    }
}
