package org.carotene.bench;

/**
 * What servers have used, all together.
 *
 * @param cpuSeconds CPU time since they started, the system's part included
 * @param residentBytes resident memory now
 */
record Usage(double cpuSeconds, long residentBytes) {}
