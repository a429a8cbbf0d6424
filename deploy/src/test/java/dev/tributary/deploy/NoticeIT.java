package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.encoder.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** NOTICE names each library that is shipped, and none that is not. */
class NoticeIT {
    private static final Path HOME = Path.of("target", "tributary");

    /** Two spaces, the name, and after many more its license. */
    private static final Pattern LIBRARY = Pattern.compile("(?m)^  ([\\w.-]+) {2,}(?:Apache|MIT|BSD)[^(\n]* License");

    private static final Pattern INSIDE = Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom.properties");

    /** As NOTICE calls what SPDX calls so. */
    private static final Map<String, String> LICENSES =
            Map.of("Apache-2.0", "Apache License 2.0", "MIT", "MIT License");

    /** In the job's jar these leave no name. */
    private static final Set<String> IN_THE_JOB = Set.of("flink-connector-base", "flink-connector-kafka");

    @Test
    void namesEveryLibraryThatIsShippedAndNoOther() throws IOException {
        Set<String> shipped = new TreeSet<>(IN_THE_JOB);
        for (String folder : Set.of("lib", "cli")) {
            try (var jars = Files.list(HOME.resolve(folder))) {
                jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d[^-]*(-.*)?\\.jar", ""))
                        .forEach(shipped::add);
            }
        }
        try (var job = new JarFile(HOME.resolve("usrlib/tributary-job.jar").toFile())) {
            job.stream()
                    .flatMap(entry -> INSIDE.matcher(entry.getName()).results())
                    .map(found -> found.group(1))
                    .forEach(shipped::add);
        }
        shipped.removeIf(name -> name.startsWith("tributary-"));

        assertThat(named()).isEqualTo(shipped);
    }

    @Test
    void namesEveryModelThatIsShippedWithItsLicense() throws IOException {
        String notice = Files.readString(Documents.ROOT.resolve("NOTICE"));

        assertThat(Encoders.list())
                .hasSize(3)
                .allSatisfy(model -> assertThat(notice)
                        .containsPattern("(?m)^  " + Pattern.quote(model.name()) + " {2,}"
                                + LICENSES.get(model.license()) + " "));
    }

    @Test
    void licenseAndNoticeGoWithWhatIsShipped() throws IOException {
        for (String file : Set.of("LICENSE", "NOTICE")) {
            assertThat(HOME.resolve(file)).hasSameTextualContentAs(Documents.ROOT.resolve(file));
        }
    }

    private static Set<String> named() throws IOException {
        String libraries = Files.readString(Documents.ROOT.resolve("NOTICE"));
        return LIBRARY.matcher(libraries.substring(libraries.indexOf("\nLibraries in lib")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
