package org.carotene.launcher;

import java.util.Optional;
import org.carotene.plugin.IgniteTls;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class for Ignite's own script: {@code MAIN_CLASS=org.carotene.launcher.IgniteMain ignite.sh FILE}.
 *
 * <p>Takes the same Spring XML as Ignite's {@code CommandLineStartup}. That one ends the process with its Ignite node; this
 * one keeps the process, and with it the clients' connections, when the Ignite node has to be replaced: when it fails, and to
 * heal a cluster that was split. Exit codes: 0 done, 1 failed, 2 bad usage.
 */
public final class IgniteMain {

    private static final Logger log = LoggerFactory.getLogger(IgniteMain.class);

    private IgniteMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (arguments.length != 1) {
            log.error(
                    "usage: {} FILE, a Spring XML with a bean org.carotene.plugin.CaroteneConfiguration",
                    IgniteMain.class.getName());
            return 2;
        }
        try {
            IgniteXml xml = new IgniteXml(arguments[0]);
            Settings settings = xml.settings();
            log.info("Starting Carotene node {}", settings.nodeName());
            IgniteTls.of(settings).ifPresent(xml::encrypt);
            Optional<HealSetup> setup = xml.heal(settings.cluster());
            return new Foreground(settings, xml, xml.listening(), xml.failureDetectionTimeout(), setup).run() ? 0 : 1;
        } catch (LaunchException | SettingsException e) {
            log.error("{}", e.getMessage());
            return 1;
        }
    }
}
