package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;

/** What every answer of the admin API begins with: who answered, when by his clock, and who did not. */
public interface Answer {
    String answeredBy();

    Instant at();

    List<Missing> missing();
}
