package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that people start, where macOS differs from Linux; there is none here, so its programs are played by scripts. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ScriptsTest {
    private static final Path STANDALONE = Documents.ROOT.resolve("deploy/standalone");

    /** What bash 3.2 or the programs of BSD lack, or take otherwise than those of GNU. */
    private static final String OF_GNU_OR_A_NEWER_BASH =
            "readlink -f|realpath |mapfile|readarray|declare -A|local -n|\\$\\{\\w+(,,|\\^\\^)"
                    + "|\\bsed -(i|r|E\\w)|grep -\\w*P|xargs -(d|r)|date -d|date \\+%N|stat -c|find .* -(quit|printf)|head -n -"
                    + "|\\btac\\b|\\btimeout |\\bsha256sum\\b|\\bsetsid\\b|\\bnproc\\b|/proc/(?!sys/kernel/random/uuid 2>/dev/null)|wait -n|\\|&|&>>";

    @TempDir
    private Path folder;

    static Stream<Path> scripts() throws IOException {
        try (var standalone = Files.list(STANDALONE);
                var examples = Files.list(Documents.ROOT.resolve("examples/shell"))) {
            return Stream.of(Stream.of(Documents.ROOT.resolve("tributary")), standalone, examples)
                    .flatMap(files -> files)
                    .filter(file -> !file.toString().endsWith(".md")
                            && !file.toString().endsWith(".properties")
                            && Files.isRegularFile(file))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void useNothingThatMacOsLacks(Path script) throws IOException {
        List<String> code = Files.readAllLines(script).stream()
                .map(line -> line.replaceFirst("(^|\\s)#\\s.*", ""))
                .toList();

        assertThat(String.join("\n", code)).doesNotContainPattern(OF_GNU_OR_A_NEWER_BASH);
    }

    /** As macOS' own /usr/bin/java is, as long as no JDK is installed. */
    @ParameterizedTest
    @ValueSource(strings = {"tributary", "deploy/standalone/start.sh"})
    void aJavaThatDoesNotRunIsSaid(String script) throws Exception {
        program(
                "java",
                "echo 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g' >&2; echo 'Unable to locate a Java Runtime' >&2; exit 1");

        Cluster.Ended ended = run("bash " + Documents.ROOT.resolve(script));

        assertThat(ended.status()).isNotZero();
        assertThat(ended.text()).contains("java does not run (Unable to locate a Java Runtime). Install a JDK 17");
    }

    @Test
    void aProcessIsFoundWherePsCutsLinesAtTheWidthOfTheTerminal() throws Exception {
        Tools.need("ps", "Debian: apt-get install procps");
        program("java", "trap 'kill $!; exit' TERM; sleep 50 & wait");
        String ps = Tools.find("ps").orElseThrow().toString();
        program("ps", "case \" $* \" in *' -ww '*) " + ps + " \"$@\" ;; *) " + ps + " \"$@\" | cut -c 1-79 ;; esac");
        Path cluster = Files.createDirectories(
                folder.resolve("a folder whose name alone is longer than the line of a terminal, which is 80 wide"));

        Cluster.Ended ended = run(
                "source " + STANDALONE.resolve("cluster.sh") + "; dir='" + cluster
                        + "' java=java; mkdir -p \"$dir\"/{pids,log}; "
                        + "launch kafka; disown; for _ in {1..200}; do ! alive kafka || break; sleep 0.1; done; alive kafka && say found; "
                        + "kill \"$(<\"$dir/pids/kafka\")\"; for _ in {1..200}; do alive kafka || break; sleep 0.1; done; alive kafka || say gone");

        assertThat(ended.text()).isEqualTo("found\ngone\n");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Cluster.Ended run(String command) throws Exception {
        return Cluster.Ended.of(List.of("bash", "-c", "unset JAVA_HOME; PATH=" + folder + ":$PATH; " + command));
    }
}
