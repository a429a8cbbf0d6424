package dev.tributary.replay.imports;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Any table of behaviors and, if there is one, a table of items. */
public final class CsvTables implements Format {
    private static final Pattern CATEGORIES = Pattern.compile("[|;>]");
    private static final List<String> BEHAVIOR = List.of(
            "user",
            "item",
            "time",
            "scenario",
            "action",
            "value",
            "text",
            "id",
            "title",
            "description",
            "categories",
            "context.");
    private static final List<String> ITEM =
            List.of("item", "title", "scenario", "description", "categories", "published", "attribute.");

    private final CsvFile events;
    private final CsvMap event;
    private final @Nullable CsvFile items;
    private final CsvMap item;
    private final Defaults defaults;

    /**
     * @param scenario of behaviors and items without one
     * @param action of behaviors without one
     * @param separator between cells; null: a tab in {@code .tsv}, else a comma
     */
    public record Defaults(
            @Nullable String scenario,
            String action,
            @Nullable Character separator) {}

    /** @throws IllegalArgumentException saying what does not fit together */
    public CsvTables(
            Path events,
            Map<String, String> eventColumns,
            @Nullable Path items,
            Map<String, String> itemColumns,
            Defaults defaults) {
        this.events = file(events, defaults);
        this.event = new CsvMap(eventColumns, "--map", BEHAVIOR, List.of("user", "item", "time"));
        this.items = items == null ? null : file(items, defaults);
        this.item = new CsvMap(itemColumns, "--map-items", ITEM, items == null ? List.of() : List.of("item", "title"));
        this.defaults = defaults;
        if (items == null && !itemColumns.isEmpty()) {
            throw new IllegalArgumentException("--map-items is about a table of items: add --items FILE");
        }
        if (defaults.scenario == null && !event.has("scenario") && !item.has("scenario")) {
            throw new IllegalArgumentException(
                    "Nothing says in which scenario things happened: map a column, scenario=COLUMN, or name one for all, --scenario shop");
        }
    }

    private static CsvFile file(Path path, Defaults defaults) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(path + (Files.exists(path) ? " is no file" : " does not exist")
                    + ". Give a table whose first row names its columns.");
        }
        return defaults.separator == null ? CsvFile.of(path) : new CsvFile(path, defaults.separator);
    }

    @Override
    public List<Path> files() {
        return Stream.of(items, events)
                .flatMap(Stream::ofNullable)
                .map(CsvFile::path)
                .toList();
    }

    @Override
    public void read(SourceFiles source, Intake intake) throws IOException {
        if (items != null) {
            items.read(item.columns(), source, intake, (row, place) -> intake.item(item(row)));
        }
        events.read(event.columns(), source, intake, (row, place) -> {
            Behavior behavior = behavior(row, place, intake);
            if (event.has("title") && intake.scenarioOf(behavior.getItemId()) == null) {
                intake.item(describe(row, event, behavior.getItemId(), behavior.getScenario(), null));
            }
            intake.behavior(behavior);
        });
    }

    private Item item(CsvRow row) throws BadRowException {
        String published = item.get(row, "published");
        return describe(
                row,
                item,
                item.require(row, "item"),
                scenario(item.get(row, "scenario"), null),
                published == null ? null : TimeText.date(published));
    }

    private static Item describe(CsvRow row, CsvMap map, String id, String scenario, @Nullable Instant published) {
        String title = map.get(row, "title");
        String categories = map.get(row, "categories");
        return Item.newBuilder()
                .setItemId(id)
                .setScenario(scenario)
                .setTitle(title == null ? "" : title)
                .setDescription(map.get(row, "description"))
                .setCategories(categories == null ? List.of() : split(categories))
                .setAttributes(map.all(row, "attribute."))
                .setPublishedAt(published)
                .build();
    }

    private Behavior behavior(CsvRow row, Place place, Intake intake) throws BadRowException {
        String itemId = event.require(row, "item");
        String id = event.get(row, "id");
        String action = event.get(row, "action");
        String value = event.get(row, "value");
        return Behavior.newBuilder()
                .setEventId(id == null ? place.id() : id)
                .setUserId(event.require(row, "user"))
                .setScenario(scenario(event.get(row, "scenario"), intake.scenarioOf(itemId)))
                .setItemId(itemId)
                .setAction(action == null ? defaults.action : action)
                .setValue(value == null ? null : (Double) Numbers.finite("value", value))
                .setText(event.get(row, "text"))
                .setContext(event.all(row, "context."))
                .setOccurredAt(TimeText.parse(event.require(row, "time")))
                .build();
    }

    private String scenario(@Nullable String stated, @Nullable String ofItem) throws BadRowException {
        String scenario = Stream.of(stated, ofItem, defaults.scenario)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
        if (scenario == null) {
            throw new BadRowException("missing-scenario", "Nothing says in which scenario it is");
        }
        return scenario;
    }

    private static List<String> split(String categories) {
        return CATEGORIES
                .splitAsStream(categories)
                .map(String::strip)
                .filter(category -> !category.isEmpty())
                .toList();
    }
}
