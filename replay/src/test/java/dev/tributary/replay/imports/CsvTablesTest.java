package dev.tributary.replay.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tributary.replay.imports.CsvTables.Defaults;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
    private static final Map<String, String> LEAST = Map.of("user", "who", "item", "what", "time", "when");
    private static final Defaults NONE = new Defaults(null, "view", null);
    private static final Defaults SHOP = new Defaults("shop", "view", null);

    @TempDir
    Path dir;

    @Test
    void readsColumnsAsMapped() throws IOException {
        var folder = new Folder(dir);
        Path events = folder.write(
                "events.csv",
                "\uFEFFwhen,who,what,where,did,n,name,kind,phone",
                "2019-10-01 00:00:02 UTC,u1,p1,shop,cart,2,\"Kettle, \"\"steel\"\"\nlarge\",kitchen|tea,blue",
                "2019-10-01 00:00:01 UTC,u1,p2,travel,,,Week in Rome,,");

        folder.run(new CsvTables(
                events,
                Map.of(
                        "user",
                        "who",
                        "item",
                        "what",
                        "time",
                        "when",
                        "scenario",
                        "where",
                        "action",
                        "did",
                        "value",
                        "n",
                        "title",
                        "name",
                        "categories",
                        "kind",
                        "context.device",
                        "phone"),
                null,
                Map.of(),
                NONE));

        assertThat(folder.items())
                .extracting(Item::getTitle)
                .containsExactly("Kettle, \"steel\"\nlarge", "Week in Rome");
        assertThat(folder.items().get(0).getCategories()).containsExactly("kitchen", "tea");
        Behavior trip = folder.behaviors().get(0);
        assertThat(trip.getAction()).isEqualTo("view");
        assertThat(trip.getScenario()).isEqualTo("travel");
        assertThat(trip.getValue()).isNull();
        assertThat(trip.getContext()).isEmpty();
        Behavior cart = folder.behaviors().get(1);
        assertThat(cart.getAction()).isEqualTo("cart");
        assertThat(cart.getValue()).isEqualTo(2.0);
        assertThat(cart.getContext()).isEqualTo(Map.of("device", "blue"));
        assertThat(cart.getOccurredAt()).isEqualTo(Instant.parse("2019-10-01T00:00:02Z"));
    }

    @Test
    void takesTheScenarioOfTheItemWhereTheBehaviorNamesNone() throws IOException {
        var folder = new Folder(dir);
        Path items = folder.write("items.tsv", "id\tname\tplace", "p1\tKettle\tshop", "p2\tRome\ttravel");
        Path events =
                folder.write("events.csv", "who,what,when", "u1,p2,1500000000", "u1,p1,1500000001", "u1,p9,1500000002");

        ImportReport report = folder.run(
                new CsvTables(events, LEAST, items, Map.of("item", "id", "title", "name", "scenario", "place"), NONE));

        assertThat(folder.behaviors()).extracting(Behavior::getScenario).containsExactly("travel", "shop");
        assertThat(Folder.counts(report)).isEqualTo(Map.of("missing-scenario", 1L));
    }

    @Test
    void writesOutOnceWhatOnlyBehaviorsName() throws IOException {
        var folder = new Folder(dir);
        Path events = folder.write("events.csv", "who;what;when", "u1;p2;20190101", "u1;p2;2019-01-02");

        ImportReport report =
                folder.run(new CsvTables(events, LEAST, null, Map.of(), new Defaults("shop", "buy", ';')));

        assertThat(report.untitled()).isEqualTo(1);
        assertThat(folder.items()).singleElement().satisfies(item -> {
            assertThat(item.getTitle()).isEmpty();
            assertThat(item.getScenario()).isEqualTo("shop");
        });
        assertThat(folder.behaviors()).extracting(Behavior::getAction).containsExactly("buy", "buy");
    }

    @Test
    void saysWhatDoesNotFit() throws IOException {
        var folder = new Folder(dir);
        Path events = folder.write("events.csv", "who;what;when", "u1;p2;20190101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvTables(dir.resolve("no.csv"), LEAST, null, Map.of(), SHOP))
                .withMessageContaining("no.csv does not exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvTables(events, Map.of("user", "who"), null, Map.of(), SHOP))
                .withMessageContaining("add item=COLUMN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvTables(events, Map.of("usr", "who"), null, Map.of(), SHOP))
                .withMessageContaining("--map knows no field 'usr', only user, item, time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvTables(events, LEAST, null, Map.of(), NONE))
                .withMessageContaining("--scenario shop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CsvTables(events, LEAST, null, Map.of("item", "id"), SHOP))
                .withMessageContaining("add --items FILE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.run(new CsvTables(events, LEAST, null, Map.of(), SHOP)))
                .withMessageContaining("Is ',' what separates them?");
    }
}
