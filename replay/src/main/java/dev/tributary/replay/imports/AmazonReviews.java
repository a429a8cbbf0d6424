package dev.tributary.replay.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * McAuley Lab's Amazon Reviews of 2018 and 2023: for each category a file of reviews, such as {@code All_Beauty.jsonl.gz} or {@code All_Beauty_5.json.gz},
 * and one of products, {@code meta_All_Beauty.jsonl.gz}. Each category is a scenario, named after its file.
 */
public record AmazonReviews(List<Category> categories) implements Format {
    private static final Pattern NAME = Pattern.compile("(meta_)?(.+?)(_5)?\\.jsonl?(\\.gz)?");
    private static final int DEPTH = 3; // raw/review_categories and raw/meta_categories

    public AmazonReviews {
        categories = List.copyOf(categories);
    }

    /** @param scenario for example {@code all-beauty} */
    public record Category(String scenario, Path reviews, Path products) {}

    /**
     * Finds reviews and products by name.
     *
     * @param from a folder, or one file of reviews with its products beside it
     * @throws IllegalArgumentException saying what is missing
     */
    public static AmazonReviews at(Path from) throws IOException {
        if (!Files.exists(from)) {
            throw new IllegalArgumentException(
                    from + " does not exist. Give a folder, or a file of reviews such as All_Beauty.jsonl.gz.");
        }
        Path folder = Files.isDirectory(from)
                ? from
                : from.toAbsolutePath().resolve("..").normalize();
        Map<String, Path> reviews = new HashMap<>();
        Map<String, Path> products = new HashMap<>();
        for (Path file : files(folder)) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                Path twin = (name.group(1) == null ? reviews : products).put(name.group(2), file);
                if (twin != null && folder.equals(from)) {
                    throw new IllegalArgumentException(
                            "%s and %s hold one category. Give one of them, or a folder with one of them."
                                    .formatted(twin, file));
                }
            }
        }
        if (!folder.equals(from)) {
            reviews = Map.of(category(from), from);
        }
        return pair(from, reviews, products);
    }

    private static AmazonReviews pair(Path from, Map<String, Path> reviews, Map<String, Path> products) {
        List<Category> categories = new ArrayList<>();
        for (String name : reviews.keySet().stream().sorted().toList()) {
            Path meta = products.get(name);
            if (meta == null) {
                throw new IllegalArgumentException(
                        "%s has no products beside it: there is no meta_%s.jsonl.gz, .jsonl, .json.gz or .json. Download that too."
                                .formatted(reviews.get(name), name));
            }
            String scenario = name.toLowerCase(Locale.ROOT).replace('_', '-');
            categories.add(new Category(scenario, reviews.getOrDefault(name, from), meta));
        }
        if (categories.isEmpty()) {
            throw new IllegalArgumentException(
                    from + " holds no reviews: there is no file such as All_Beauty.jsonl.gz in it.");
        }
        return new AmazonReviews(categories);
    }

    private static String category(Path reviews) {
        Matcher name = NAME.matcher(String.valueOf(reviews.getFileName()));
        if (!name.matches() || name.group(1) != null) {
            throw new IllegalArgumentException(
                    reviews + " is not named like a file of reviews, for example All_Beauty.jsonl.gz.");
        }
        return name.group(2);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public List<Path> files() {
        return categories.stream()
                .flatMap(category -> Stream.of(category.products, category.reviews))
                .toList();
    }

    @Override
    public void read(SourceFiles source, Intake intake) throws IOException {
        for (Category category : categories) {
            var records = new AmazonRecords(category.scenario);
            Rows.ofJson(category.products, source, intake, (row, place) -> intake.item(records.product(row)));
            Rows.ofJson(category.reviews, source, intake, (row, place) -> intake.behavior(records.review(row, place)));
        }
    }
}
