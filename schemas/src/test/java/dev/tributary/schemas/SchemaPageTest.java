package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaPageTest {
    private static final Path PAGE = Path.of("../docs/schemas.md");

    /** Write the page anew with {@code mvn -pl schemas test -Dtest=SchemaPageTest -Dtributary.docs=write}. */
    @Test
    void thePageIsUpToDate() throws IOException {
        String page = SchemaPage.render();
        if ("write".equals(System.getProperty("tributary.docs"))) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("Run mvn -pl schemas test -Dtest=SchemaPageTest -Dtributary.docs=write")
                .hasContent(page);
    }
}
