package dev.tributary.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String REMEDY = "Run ./mvnw -pl flink-job -am test -Dtest=ConfigurationReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dtributary.write=true";

    @Test
    void thePageSaysWhatTheOptionsSay() throws IOException {
        String page = ConfigurationPage.render();
        if (Boolean.getBoolean("tributary.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as(REMEDY).hasContent(page);
    }

    @Test
    void everyOptionSaysWhatItMeansInASentence() {
        assertThat(JobConfig.OPTIONS)
                .allSatisfy(option -> assertThat(ConfigurationPage.description(option))
                        .as(option.key())
                        .endsWith("."));
    }
}
