package dev.tributary.deploy;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that people start, where macOS differs from Linux; there is none here, so its programs are played by scripts. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ScriptsTest {
    private static final Path STANDALONE = Documents.ROOT.resolve("deploy/standalone");

    /** Some of what bash 3.2 or the programs of BSD lack, or take otherwise than those of GNU: a pattern, and lines that it must find. */
    private static final Map<String, List<String>> LACKING = Map.ofEntries(
            // newer than bash 3.2
            entry("mapfile|readarray", List.of("mapfile -t lines <log", "readarray lines <log")),
            entry(
                    "\\b(declare|local|typeset) -\\w*[Anglu]",
                    List.of(
                            "declare -A ports",
                            "local -n list=$1",
                            "declare -n list=$1",
                            "declare -gA x",
                            "typeset -l x",
                            "local -u x")),
            entry(
                    "\\$\\{!?\\w+(\\[[^]]*])?[,^]",
                    List.of("${x,,}", "${x,}", "${x^^}", "${x^}", "${a[0]^^}", "${a[@]^}", "${!x,,}")),
            entry("\\$\\{\\w+(\\[[^]]*])?@[A-Za-z]}", List.of("${x@Q}", "${a[@]@Q}")),
            entry("\\$\\{\\w+\\[-\\d", List.of("${a[-1]}")),
            entry("\\$\\{\\w+:\\s*\\d+:\\s*-\\d", List.of("${x:0:-1}", "${x: 1: -2}")),
            entry(
                    "\\[ ([^]\\n]* )?(?<!command |grep )-v |\\btest (! )?-v ",
                    List.of("[[ -v x ]]", "[[ -n $y && ! -v x ]]", "[ -v x ]", "test -v x", "test ! -v x")),
            entry("printf [^\\n]*%\\(", List.of("printf '%(%F)T\\n' -1")),
            entry("\\bcoproc\\b", List.of("coproc kcat -C")),
            entry(";&", List.of("a) say a ;&", "a) say a ;;&")),
            entry(
                    "\\bread [^\\n;|]*-t ?\\d*\\.\\d",
                    List.of("read -t 0.5 line", "read -r -t .5 line", "read -t0.1 line")),
            entry("\\bread (-\\w+ )*-\\w*[Ni]\\b", List.of("read -N 1 key", "read -r -ei yes answer")),
            entry(
                    "\\b(EPOCHSECONDS|EPOCHREALTIME|BASHPID|SRANDOM)\\b",
                    List.of("$EPOCHSECONDS", "$EPOCHREALTIME", "$BASHPID", "$SRANDOM")),
            entry(
                    "\\b(globstar|lastpipe|inherit_errexit)\\b",
                    List.of("shopt -s globstar", "shopt -s lastpipe", "shopt -s inherit_errexit")),
            entry("\\{\\w+\\.\\.\\w+\\.\\.", List.of("{1..9..2}")),
            entry("(?<!\\$)\\{\\w+}[<>]", List.of("exec {log}>file", "exec {in}<file")),
            entry("\\bwait -[np]", List.of("wait -n", "wait -p id")),
            entry("\\|&", List.of("make |& tee log")),
            entry("&>>", List.of("make &>>log")),
            // of GNU
            entry("\\breadlink -f", List.of("readlink -f \"$0\"")),
            entry("\\brealpath\\b", List.of("realpath \"$0\"")),
            entry(
                    "\\bsed (-\\S+ )*(-\\w*[ir]|-E\\w|--)",
                    List.of(
                            "sed -i s/a/b/ x",
                            "sed -r 's/(a)/b/'",
                            "sed -n -i p x",
                            "sed -Ei s/a/b/ x",
                            "sed --quiet p")),
            entry("\\bsed [^\\n]*\\\\[+?|]", List.of("sed 's/a\\+/b/'", "sed 's/a\\?/b/'", "sed -n '/a\\|b/p'")),
            entry("\\bgrep (-\\S+ )*-\\w*P", List.of("grep -P '\\d' x", "grep -oP '\\d' x", "grep -q -P '\\d' x")),
            entry("\\bxargs (-\\S+ )*-\\w*[dr]", List.of("xargs -d '\\n' rm", "xargs -r rm", "xargs -0 -r rm")),
            entry(
                    "\\bdate (-\\w+ )*(-\\w*d|--)",
                    List.of("date -d yesterday", "date -u -d @0", "date -ud @0", "date --iso")),
            entry("\\bdate [^\\n|]*%\\d?N", List.of("date +%N", "date +%s%3N", "date -u +%s.%N")),
            entry("\\bstat -(c|-)", List.of("stat -c %s x", "stat --format %s x")),
            entry(
                    "\\bfind [^\\n|]* -(quit|printf|regextype|readable|executable|writable)\\b",
                    List.of(
                            "find . -name a -quit",
                            "find . -printf '%p'",
                            "find . -regextype egrep",
                            "find . -readable",
                            "find . -executable",
                            "find . -writable",
                            "find \"$home\" \\\n  -newer \"$built\" -quit")),
            entry("\\bhead -[nc] ?-", List.of("head -n -1 x", "head -c -1 x", "head -n-1 x")),
            entry(
                    "(?<!-)\\b(tac|timeout|sha256sum|md5sum|setsid|nproc|flock|shuf)\\b",
                    List.of(
                            "tac x",
                            "timeout 5 x",
                            "sha256sum x",
                            "md5sum x",
                            "setsid x",
                            "$(nproc)",
                            "flock x",
                            "shuf x")),
            entry(
                    "/proc/(?!sys/kernel/random/uuid 2>/dev/null)",
                    List.of("cat /proc/cpuinfo", "cat /proc/sys/kernel/random/uuid")));

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
        String code = code(Files.readString(script));

        assertThat(LACKING.keySet()).allSatisfy(pattern -> assertThat(code).doesNotContainPattern(pattern));
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void whatMacOsLacksIsFound(String pattern, String line) {
        assertThat(code("say before\n" + line + "\nsay after\n")).containsPattern(pattern);
    }

    static Stream<Arguments> lacking() {
        return LACKING.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(line -> Arguments.of(one.getKey(), line)));
    }

    /** @return without comments, and each command on one line */
    private static String code(String script) {
        return script.lines()
                .map(line -> line.replaceFirst("(^|\\s)#\\s.*", ""))
                .collect(Collectors.joining("\n"))
                .replace("\\\n", " ");
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
