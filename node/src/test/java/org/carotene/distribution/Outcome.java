package org.carotene.distribution;

/**
 * How a command ended.
 *
 * @param exitCode its exit code
 * @param output what it wrote to both of its outputs
 */
record Outcome(int exitCode, String output) {}
