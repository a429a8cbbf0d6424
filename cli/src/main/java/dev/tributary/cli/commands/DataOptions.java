package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.replay.data.DataSet;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.feed.FeederSettings;
import dev.tributary.replay.feed.Speed;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that replays data. */
final class DataOptions {
    /** A speed of the simulated world at which something happens and one can still read along. */
    static final String PLEASANT = "20/s";

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h)?");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Replay DIR/items.jsonl[.gz] and DIR/events.jsonl[.gz]; else a simulated world.")
    private @Nullable Path directory;

    @Option(names = "--language", paramLabel = "LANG", description = "Of the simulated world: en or zh (default: en).")
    private String language = "en";

    @Option(names = "--seed", paramLabel = "N", description = "Of the simulated world (default: ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            description = "max, realtime, a factor such as 100x, or a rate such as 500/s.")
    private @Nullable String speed;

    @Option(names = "--events", paramLabel = "N", description = "End after N behaviors.")
    private @Nullable Long events;

    @Option(names = "--for", paramLabel = "TIME", description = "End after this time, for example 60s or 5m.")
    private @Nullable String duration;

    ReplayData open() {
        return open(directory, language, seed);
    }

    /** @param directory a data set, or null for the simulated world of this language and seed */
    static ReplayData open(@Nullable Path directory, String language, long seed) {
        try {
            return directory == null ? World.create(WorldSettings.of(seed, language)) : DataSet.open(directory);
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** @param usual the speed where the user asked for none */
    FeederSettings feeder(String usual) {
        if (events != null && events < 0) {
            throw new CannotRunException("--events " + events + " is no number of behaviors. Give 0 or more.");
        }
        try {
            var settings = FeederSettings.defaults()
                    .withSpeed(Speed.parse(speed == null ? usual : speed))
                    .withMaxBehaviors(events == null ? Long.MAX_VALUE : events);
            settings = directory == null ? settings.withRebase(true) : settings;
            return duration == null ? settings : settings.withMaxDuration(parse(duration));
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    boolean isSimulated() {
        return directory == null;
    }

    /** @return behaviors after which the replay ends, or null if that is not said */
    @Nullable
    Long events() {
        return events;
    }

    private static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new CannotRunException("--for " + text + " is no time. Write for example 60s, 5m or 1h.");
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
