package dev.tributary.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tributary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the documents tell people to type is understood, and what they point to is there. */
class DocumentsTest {

    static Stream<Document> documents() throws IOException {
        return Document.all().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandIsUnderstood(Document document) {
        List<String> misunderstood = document.commands().stream()
                .filter(words -> words.length > 0 && !words[0].equals("bench")) // bench is a module of its own
                .flatMap(words -> problem(words).stream())
                .toList();

        assertThat(misunderstood).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkBetweenDocumentsLeadsSomewhere(Document document) {
        assertThat(document.brokenLinks()).isEmpty();
    }

    @Test
    void everyExampleOfAHelpIsUnderstood() {
        List<String[]> examples = commands(Tributary.commandLine())
                .map(command -> String.join(
                        "\n", command.getCommandSpec().usageMessage().footer()))
                .map(footer -> footer.replaceAll(" \\\\\n *", " ").replaceAll("(?m)^  tributary", "./tributary"))
                .flatMap(footer -> new Document(Path.of("help"), footer).commands().stream())
                .filter(words -> !words[0].equals("bench"))
                .toList();

        assertThat(examples).hasSizeGreaterThan(40);
        assertThat(examples.stream().flatMap(words -> problem(words).stream())).isEmpty();
    }

    /** @return the command and all below it */
    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(DocumentsTest::commands));
    }

    @Test
    void aWrongOptionWouldBeFound() {
        assertThat(problem(new String[] {"demo", "--sped", "max"})).isNotEmpty();
        assertThat(problem(new String[] {"dmeo"})).isNotEmpty();
    }

    @Test
    void thereIsEnoughToCheck() throws IOException {
        assertThat(documents().mapToInt(document -> document.commands().size()).sum())
                .isGreaterThan(30);
    }

    private static List<String> problem(String[] words) {
        if (words.length == 1 && Tributary.commandLine().getSubcommands().containsKey(words[0])) {
            return List.of(); // a sentence about the command
        }
        try {
            Tributary.commandLine().parseArgs(words);
            return List.of();
        } catch (ParameterException wrong) {
            return List.of(String.join(" ", words) + ": " + wrong.getMessage());
        }
    }
}
