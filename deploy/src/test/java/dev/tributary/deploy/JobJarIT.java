package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class JobJarIT {
    @Test
    void holdsTheJobAndItsConnectorButNothingOfFlinkAndNothingNative() throws Exception {
        try (var jar = new JarFile("target/tributary/usrlib/tributary-job.jar")) {
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
}
