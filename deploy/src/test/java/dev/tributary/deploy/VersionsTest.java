package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that stand in other files too follow the build's own. */
class VersionsTest {
    private static final String DOCKERFILE = "deploy/docker/Dockerfile";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-compose.yml",
                "deploy/kubernetes/base/job.yaml",
                "deploy/kubernetes/overlays/gpu/job.yaml",
                "deploy/kubernetes/overlays/site/job.yaml",
                "deploy/README.md"
            })
    void imagesHaveThatOfTheProject(String file) throws IOException {
        assertThat(found(file, "\\btributary(?:-gpu)?:([\\w.-]*\\w)"))
                .isNotEmpty()
                .containsOnly(ofTheBuild("version"));
    }

    @Test
    void aDependencyThatAPageShowsHasThatOfTheProject() throws IOException {
        assertThat(found("examples/java/README.md", "<version>(.*)</version>")).containsExactly(ofTheBuild("version"));
    }

    @Test
    void flinkOnKubernetesHasThatOfTheBuild() throws IOException {
        String flink = ofTheBuild("flink.version");
        var minor = flink.split("\\.");

        assertThat(found("deploy/kubernetes/base/job.yaml", "flinkVersion: (\\S+)"))
                .containsExactly("v" + minor[0] + "_" + minor[1]);
        assertThat(found("deploy/kubernetes/base/job.yaml", "flink-s3-fs-presto-([\\d.]+)\\.jar"))
                .containsExactly(flink);
    }

    @Test
    void libtorchForCudaHasThatOfTheCpuAndItsFlavorIsItsCuda() throws IOException {
        assertThat(found(DOCKERFILE, "pytorch/pytorch:([\\d.]+)-")).containsExactly(ofTheBuild("pytorch.version"));
        assertThat(found(DOCKERFILE, "PYTORCH_FLAVOR=cu(\\d+)"))
                .isEqualTo(found(DOCKERFILE, "pytorch:[\\d.]+-cuda([\\d.]+)-").stream()
                        .map(version -> version.replace(".", ""))
                        .toList());
        assertThat(found("deploy/README.md", "libtorch ([\\d.]+) for CUDA [\\d.]+ from PyTorch's image"))
                .containsExactly(ofTheBuild("pytorch.version"));
    }

    /** @return what the first element of the name says in the pom above all */
    private static String ofTheBuild(String element) throws IOException {
        return found("pom.xml", "<" + Pattern.quote(element) + ">(.*)</").get(0);
    }

    private static List<String> found(String file, String pattern) throws IOException {
        Stream<MatchResult> all = Pattern.compile(pattern)
                .matcher(Files.readString(Documents.ROOT.resolve(file)))
                .results();
        return all.map(result -> result.group(1)).toList();
    }
}
