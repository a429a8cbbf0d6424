package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ItemTextTest {
    @Test
    void joinsTitleCategoriesAndDescription() {
        assertThat(ItemText.of(" Heat ", List.of("Crime", "Drama"), "A thief."))
                .isEqualTo("Heat. Crime, Drama. A thief.");
    }

    @Test
    void leavesOutWhatIsMissing() {
        assertThat(ItemText.of("Heat", List.of(), null)).isEqualTo("Heat");
        assertThat(ItemText.of("", List.of("Crime"), " ")).isEqualTo("Crime");
        assertThat(ItemText.of(" ", List.of(), null)).isEmpty();
    }

    @Test
    void takesTheBeginningOfALongDescription() {
        assertThat(ItemText.of("T", List.of(), "x".repeat(5000))).hasSize("T. ".length() + 600);
    }
}
