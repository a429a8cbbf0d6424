package dev.tributary.replay.imports;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** GroupLens' ratings of films: {@code ratings.csv} and {@code movies.csv}, as in ml-latest, ml-latest-small, ml-25m and ml-32m. One scenario, {@code films}. */
public record MovieLens(Path ratings, Path movies) implements Format {
    private static final String SCENARIO = "films";
    private static final Pattern GENRES = Pattern.compile("|", Pattern.LITERAL);

    /** @throws IllegalArgumentException saying which file is missing in {@code folder} */
    public static MovieLens in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    folder + " is no folder. Give the folder with ratings.csv and movies.csv, unpacked.");
        }
        return new MovieLens(find(folder, "ratings"), find(folder, "movies"));
    }

    private static Path find(Path folder, String name) {
        for (String ending : List.of(".csv", ".csv.gz")) {
            if (Files.isRegularFile(folder.resolve(name + ending))) {
                return folder.resolve(name + ending);
            }
        }
        if (Files.exists(folder.resolve(name + ".dat")) || Files.exists(folder.resolve("u.data"))) {
            throw new IllegalArgumentException(
                    folder + " holds an old MovieLens format. Take ml-latest-small, ml-25m or a newer one.");
        }
        throw new IllegalArgumentException(
                "%s has no %s.csv. Give the folder with ratings.csv and movies.csv, unpacked.".formatted(folder, name));
    }

    @Override
    public List<Path> files() {
        return List.of(movies, ratings);
    }

    @Override
    public void read(SourceFiles source, Intake intake) throws IOException {
        CsvFile.of(movies)
                .read(List.of("movieId", "title", "genres"), source, intake, (row, place) -> intake.item(movie(row)));
        CsvFile.of(ratings)
                .read(
                        List.of("userId", "movieId", "rating", "timestamp"),
                        source,
                        intake,
                        (row, place) -> intake.behavior(rating(row, place)));
    }

    private static Item movie(CsvRow row) throws BadRowException {
        String genres = row.get("genres");
        return Item.newBuilder()
                .setItemId("m" + row.require("movieId"))
                .setScenario(SCENARIO)
                .setTitle(row.require("title"))
                .setCategories(
                        genres == null || genres.startsWith("(no genres")
                                ? List.of()
                                : GENRES.splitAsStream(genres).toList())
                .build();
    }

    private static Behavior rating(CsvRow row, Place place) throws BadRowException {
        return Behavior.newBuilder()
                .setEventId(place.id())
                .setUserId("u" + row.require("userId"))
                .setScenario(SCENARIO)
                .setItemId("m" + row.require("movieId"))
                .setAction("rate")
                .setValue(Numbers.finite("rating", row.require("rating")))
                .setContext(Map.of())
                .setOccurredAt(TimeText.parse(row.require("timestamp")))
                .build();
    }
}
