package dev.tributary.cli.page;

import dev.tributary.cli.live.Live;
import dev.tributary.cli.live.NewScenarios;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What can be done on the page: act as a user, add an item, add a scenario. Safe for use by many threads. */
final class PageActs {
    private static final int MOST_TITLE = 500;
    private static final int MOST_ACTION = 40;
    private static final Pattern SCENARIO_ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}");

    private final Live live;
    private final @Nullable NewScenarios newScenarios;
    private final boolean readOnly;

    PageActs(Live live, @Nullable NewScenarios newScenarios, boolean readOnly) {
        this.live = live;
        this.newScenarios = newScenarios;
        this.readOnly = readOnly;
    }

    boolean canAddScenarios() {
        return newScenarios != null && !readOnly;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** @return what to answer */
    Map<String, Object> post(String path, Body body, long startedNs) throws BadRequestException {
        if (readOnly) {
            throw new BadRequestException(403, "readOnly", "", "This page is read-only: it was started so.");
        }
        try {
            return switch (path) {
                case "/api/behaviors" -> behave(body, startedNs);
                case "/api/items" -> add(body, startedNs);
                case "/api/scenarios" -> addScenario(body);
                default -> throw new BadRequestException(404, "nothing", path, "There is nothing at " + path + ".");
            };
        } catch (KafkaException failure) {
            throw new BadRequestException(
                    503, "kafka", "", "Kafka did not take the record. Try again once it answers.");
        }
    }

    private Map<String, Object> behave(Body body, long startedNs) throws BadRequestException {
        String event = live.act(
                body.id("user"),
                known(body.id("scenario")),
                body.id("item"),
                body.text("action", MOST_ACTION),
                body.optional("causedBy", Body.MOST_ID, ""),
                startedNs);
        return Map.of("event", event);
    }

    private Map<String, Object> add(Body body, long startedNs) throws BadRequestException {
        String item = live.add(body.id("user"), known(body.id("scenario")), body.text("title", MOST_TITLE), startedNs);
        return Map.of("item", item);
    }

    private Map<String, Object> addScenario(Body body) throws BadRequestException {
        String id = body.text("id", 60);
        String description = body.text("description", MOST_TITLE);
        String language = body.optional("language", 2, "en");
        if (newScenarios == null) {
            throw new BadRequestException(
                    409,
                    "noScenarios",
                    "",
                    "This job's scenarios are in its configuration: add a block under tributary.scenarios, then restart it from a savepoint.");
        }
        if (!SCENARIO_ID.matcher(id).matches()) {
            throw new BadRequestException(
                    400,
                    "scenarioId",
                    id,
                    "A scenario's id is one word of letters, digits, dots, dashes, not '" + id + "'.");
        }
        if (live.scenarios().contains(id)) {
            throw new BadRequestException(409, "scenarioThere", id, "There is a scenario " + id + " already.");
        }
        if (!PageFiles.LANGUAGES.contains(language)) {
            throw new BadRequestException(400, "language", language, "The language must be en or zh.");
        }
        try {
            newScenarios.add(id, description, language);
        } catch (IllegalArgumentException wrong) {
            throw new BadRequestException(
                    400, "job", String.valueOf(wrong.getMessage()), String.valueOf(wrong.getMessage()));
        }
        live.expect(body.id("user"), id);
        return Map.of("scenario", id);
    }

    private String known(String scenario) throws BadRequestException {
        if (!live.scenarios().contains(scenario)) {
            throw new BadRequestException(
                    400, "unknownScenario", scenario, "No list of a scenario " + scenario + " has been seen.");
        }
        return scenario;
    }
}
