package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class JobJarIT {
    private static final String JAR = "target/tributary/usrlib/tributary-job.jar";

    @Test
    void holdsTheJobAndItsConnectorButNothingOfFlinkAndNothingNative() throws Exception {
        try (var jar = new JarFile(JAR)) {
            List<String> entries = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();

            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("dev.tributary.job.TributaryJob");
            assertThat(entries)
                    .contains(
                            "dev/tributary/job/TributaryJob.class",
                            "org/apache/flink/connector/kafka/source/KafkaSource.class")
                    .noneMatch(entry -> entry.matches("org/apache/flink/(api|core|runtime|configuration|client)/.*"))
                    .noneMatch(entry -> entry.startsWith("ai/djl/") || entry.startsWith("org/slf4j/"))
                    .noneMatch(entry -> entry.matches(".*\\.(so|dll|dylib|onnx)"));
        }
    }
    /** So that a second build gives the same bytes; deploy/reproducible.sh makes one. */
    @Test
    void ofItsOwnHoldsNothingThatDependsOnWhenOrWhereItWasBuilt() throws Exception {
        try (var jar = new JarFile(JAR)) {
            List<JarEntry> own = jar.stream()
                    .filter(entry -> entry.getName().matches("dev/tributary/.*|META-INF/MANIFEST.MF"))
                    .toList();

            assertThat(own)
                    .hasSizeGreaterThan(100)
                    .extracting(JarEntry::getTimeLocal)
                    .containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0));
            for (JarEntry entry : own) {
                assertThat(text(jar, entry)).as(entry.getName()).doesNotContain(Documents.ROOT.toString());
            }
            assertThat(text(jar, jar.getJarEntry("META-INF/NOTICE")))
                    .as("whatever the language of the machine that builds")
                    .contains("© 2023 Werner Randelshofer");
        }
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (var content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
