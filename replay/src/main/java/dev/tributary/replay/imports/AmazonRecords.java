package dev.tributary.replay.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/** Reads one review or product; of two field names the first is that of 2023, the second that of 2018. */
record AmazonRecords(String scenario) {
    Item product(JsonNode row) throws BadRowException {
        String title = text(row, "title");
        if (title.contains("getTime()")) {
            throw new BadRowException("page-code", "The title is code of a web page"); // known of 2018
        }
        List<String> categories = texts(row.has("categories") ? row.get("categories") : row.path("category"));
        String description = String.join(" ", texts(row.path("description")));
        return Item.newBuilder()
                .setItemId(require(row, "parent_asin", "asin"))
                .setScenario(scenario)
                .setTitle(title)
                .setDescription(description.isEmpty() ? null : description)
                .setCategories(categories)
                .setAttributes(attributes(row))
                .build();
    }

    Behavior review(JsonNode row, Place place) throws BadRowException {
        String words = words(text(row, "title", "summary"), text(row, "text", "reviewText"));
        return Behavior.newBuilder()
                .setEventId(place.id())
                .setUserId(require(row, "user_id", "reviewerID"))
                .setScenario(scenario)
                .setItemId(require(row, "parent_asin", "asin"))
                .setAction("review")
                .setValue(rating(row))
                .setText(words.isEmpty() ? null : words)
                .setContext(Map.of())
                .setOccurredAt(time(row))
                .build();
    }

    private static Instant time(JsonNode row) throws BadRowException {
        return TimeText.parse(require(row, "timestamp", "unixReviewTime"));
    }

    private static @Nullable Double rating(JsonNode row) throws BadRowException {
        String rating = text(row, "rating", "overall");
        return rating.isEmpty() ? null : Numbers.finite("rating", rating);
    }

    private static Map<String, String> attributes(JsonNode row) {
        Map<String, String> attributes = new HashMap<>();
        String brand = text(row, "store", "brand");
        String price = text(row, "price");
        if (!brand.isEmpty()) {
            attributes.put("brand", brand);
        }
        if (!price.isEmpty()) {
            attributes.put("price", price);
        }
        return attributes;
    }

    private static String words(String title, String text) {
        if (title.isEmpty() || text.isEmpty()) {
            return title + text;
        }
        return title + (title.matches(".*\\p{Punct}") ? " " : ". ") + text;
    }

    private static String require(JsonNode row, String... names) throws BadRowException {
        String text = text(row, names);
        if (text.isEmpty()) {
            throw new BadRowException("missing-value", "There is no " + String.join(" or ", names));
        }
        return text;
    }

    /** @return of the first of these fields that is there, or empty */
    private static String text(JsonNode row, String... names) {
        for (String name : names) {
            String text = clean(row.path(name));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static List<String> texts(JsonNode list) {
        if (!list.isArray()) {
            String only = clean(list);
            return only.isEmpty() ? List.of() : List.of(only);
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(AmazonRecords::clean)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toList());
    }

    /** @return without character references, and in one line */
    private static String clean(JsonNode value) {
        return value.isValueNode() && !value.isNull()
                ? StringEscapeUtils.unescapeHtml4(value.asText())
                        .replaceAll("<br ?/?>|\\s+", " ")
                        .strip()
                : "";
    }
}
