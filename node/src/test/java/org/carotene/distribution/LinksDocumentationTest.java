package org.carotene.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Links between the documents of the checkout lead somewhere. */
final class LinksDocumentationTest {

    @Test
    void documents_theirLinks_leadSomewhere() throws Exception {
        Path root = Path.of("..").toAbsolutePath().normalize();

        assertThat(Links.documents(root)).contains(root.resolve("README.md"));
        assertThat(Links.broken(root)).isEmpty();
    }
}
