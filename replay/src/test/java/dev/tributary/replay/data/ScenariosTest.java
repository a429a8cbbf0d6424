package dev.tributary.replay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosTest {
    @TempDir
    Path dir;

    @BeforeEach
    void writesItemsOfTwoScenarios() throws IOException {
        Files.writeString(
                dir.resolve("items.jsonl"),
                String.join(
                        "\n",
                        DataSetTest.item("i1", "drug-gm", "越野跑鞋"),
                        DataSetTest.item("i2", "shop", "Kettle"),
                        DataSetTest.item("i3", "shop", "Pan")));
        Files.writeString(
                dir.resolve("events.jsonl"),
                String.join(
                        "\n",
                        DataSetTest.event("e1", "u1", "i2", 1),
                        DataSetTest.event("e2", "u2", "i2", 2),
                        DataSetTest.event("e3", "u1", "i2", 3)));
    }

    @Test
    void derivesScenariosFromItemsAndBehaviors() {
        assertThat(DataSet.open(dir).scenarios())
                .containsExactly(
                        new ScenarioSpec("shop", "shop", "en", true),
                        new ScenarioSpec("drug-gm", "drug gm", "zh", false));
    }

    @Test
    void statedScenariosPrevail() throws IOException {
        writeScenarios("- {id: shop, description: Things for the kitchen., language: en, repeats: false}");
        assertThat(DataSet.open(dir).scenarios())
                .containsExactly(new ScenarioSpec("shop", "Things for the kitchen.", "en", false));
    }

    @Test
    void namesTheFaultyValue() throws IOException {
        writeScenarios("- {id: shop, language: klingon}");
        assertThatIllegalArgumentException().isThrownBy(() -> DataSet.open(dir)).withMessageContaining("'klingon'");
        writeScenarios("- {id: shop, repeat: true}");
        assertThatIllegalArgumentException().isThrownBy(() -> DataSet.open(dir)).withMessageContaining("'repeat'");
    }

    private void writeScenarios(String list) throws IOException {
        Files.writeString(dir.resolve("scenarios.yaml"), "scenarios:\n" + list + "\n");
    }
}
