package dev.tributary.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An import as a person starts it; what it makes is in the tests of the command. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class ImportCommandTest {
    private static final String IMPORT =
            "./tributary import csv --from log.csv --map user=uid,item=sku,time=ts --scenario shop --out ";

    @TempDir
    private Path folder;

    @Test
    void aBarSaysHowFarItIsWhereThereIsATerminalAndRejectsAreCounted() throws Exception {
        Files.writeString(
                folder.resolve("log.csv"), "uid,sku,ts\n" + "u1,p1,1700000000\n".repeat(4_000) + "u1,p1,soon\n");
        try (var walk = Walk.through("README.md", folder)) {
            assertThat(walk.run("TERM=xterm TRIBUTARY_JAVA_OPTS=-Dtributary.terminal=true " + IMPORT + "bar"))
                    .containsPattern("Importing +([1-9]\\d|100)%")
                    .contains("1 rows left out, bad-time");
        }
    }
}
