package org.carotene.faults;

/** How a scenario's nodes and network are made. */
enum Kind {
    /** Nodes of our own start script, on plain links. */
    PLAIN,
    /** Links that can lose what is sent. */
    LOSSY,
    /** Nodes with room in their heaps for more than they need. */
    LARGE_HEAP,
    /** All but the first node, which starts first, are of a build that says most things differently, as in an upgrade. */
    UPGRADE,
    /** Nodes of Ignite's start script with our main class, and the shipped Spring XML. */
    IGNITE_MAIN
}
