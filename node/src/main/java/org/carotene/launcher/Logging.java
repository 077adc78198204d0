package org.carotene.launcher;

/** Chooses the logging configuration, before anything logs. */
final class Logging {

    private static final String FILE = "logback.configurationFile";
    private static final String EMBEDDED = "org/carotene/launcher/logback.xml";

    private Logging() {}

    /** The operator's, if the start script or he has named one; else the embedded one. */
    static void configure() {
        if (System.getProperty(FILE) == null) {
            System.setProperty(FILE, EMBEDDED);
        }
    }
}
