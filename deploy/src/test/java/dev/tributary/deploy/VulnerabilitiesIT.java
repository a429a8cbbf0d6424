package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says of known vulnerabilities is said of what is shipped. */
class VulnerabilitiesIT {
    private static final List<Path> FOLDERS =
            List.of(Path.of("target/tributary/lib"), Path.of("target/tributary/cli"), Path.of("target/flink/lib"));

    private static final Pattern CHAPTER = Pattern.compile("### Known vulnerabilities\n(.*?)\n## ", Pattern.DOTALL);
    private static final Pattern SHIPPED = Pattern.compile("(?m)^\\| ([^|]+) \\|");
    private static final Pattern NOTHING_KNOWN = Pattern.compile("Nothing known to us at these versions: ([^:]+)");
    private static final Pattern VERSION = Pattern.compile("([A-Za-z][\\w-]*) (\\d+(?:\\.\\d+)+)");

    /** Of those whose jar is not named as they are. */
    private static final Map<String, String> JARS = Map.ofEntries(
            Map.entry("Jackson", "jackson-databind"),
            Map.entry("Log4j", "log4j-core"),
            Map.entry("libtorch", "pytorch-native-cpu"),
            Map.entry("Netty", "flink-shaded-netty"),
            Map.entry("ZooKeeper", "flink-shaded-zookeeper-3"),
            Map.entry("JLine", "jline-terminal"),
            Map.entry("Kafka", "kafka-clients"),
            Map.entry("Flink", "flink-runtime"),
            Map.entry("RocksDB", "frocksdbjni"),
            Map.entry("DJL", "api"),
            Map.entry("Scala", "scala-library"));

    @Test
    void theVersionsThatWereLookedUpAreThoseThatAreShipped() throws IOException {
        List<String> jars = jars();
        var chapter = CHAPTER.matcher(Files.readString(Documents.ROOT.resolve("docs/operations.md")));
        assertThat(chapter.find()).isTrue();
        List<String> said = new ArrayList<>(SHIPPED.matcher(chapter.group(1))
                .results()
                .map(row -> row.group(1))
                .filter(cell -> !cell.equals("shipped"))
                .toList());
        NOTHING_KNOWN
                .matcher(chapter.group(1))
                .results()
                .map(found -> found.group(1))
                .forEach(said::add);

        assertThat(said).hasSizeGreaterThan(8).allSatisfy(names -> {
            assertThat(names).containsPattern(VERSION);
            assertThat(VERSION.matcher(names).results()).allSatisfy(named -> {
                String jar = JARS.getOrDefault(named.group(1), named.group(1).toLowerCase(Locale.ROOT)) + "-";
                assertThat(jars.stream().filter(file -> file.matches(Pattern.quote(jar) + "\\d.*")))
                        .as(named.group())
                        .isNotEmpty()
                        .allMatch(
                                file -> file.substring(jar.length()).matches(Pattern.quote(named.group(2)) + "[.-].*"));
            });
        });
    }

    private static List<String> jars() throws IOException {
        var names = new ArrayList<String>();
        for (Path folder : FOLDERS) {
            try (var files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).forEach(names::add);
            }
        }
        return names;
    }
}
