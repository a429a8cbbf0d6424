package dev.tributary.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.deploy.Cluster.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a JVM still holds after it has collected its garbage. */
record Residue(long classes, long threads) {
    static Residue in(long process) throws Exception {
        jcmd(process, "GC.run");
        Map<String, Long> counters = jcmd(process, "PerfCounter.print")
                .lines()
                .filter(line -> line.matches("java\\.(cls|threads)\\.\\w+=\\d+"))
                .map(line -> line.split("=", -1))
                .collect(toMap(counter -> counter[0], counter -> Long.parseLong(counter[1])));
        assertThat(counters).containsKeys("java.cls.loadedClasses", "java.cls.unloadedClasses", "java.threads.live");
        return new Residue(
                counters.getOrDefault("java.cls.loadedClasses", 0L)
                        + counters.getOrDefault("java.cls.sharedLoadedClasses", 0L)
                        - counters.getOrDefault("java.cls.unloadedClasses", 0L)
                        - counters.getOrDefault("java.cls.sharedUnloadedClasses", 0L),
                counters.getOrDefault("java.threads.live", 0L));
    }

    private static String jcmd(long process, String command) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Ended ended = Ended.of(List.of(jcmd, String.valueOf(process), command));
        assertThat(ended.status()).as(ended.text()).isZero();
        return ended.text();
    }
}
