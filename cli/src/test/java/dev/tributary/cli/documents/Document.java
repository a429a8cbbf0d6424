package dev.tributary.cli.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A page of Markdown in this repository. */
record Document(Path file, String text) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("\\./tributary( [^\\n`|]*)?");
    static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    /** Ends what is typed: a comment, an explanation in a second column, another command. */
    private static final Pattern END = Pattern.compile("\\s+#.*|\\s{3,}.*|\\s*[;&>].*|[,.:)]*\\s*$");

    /** @return the README files of all modules and all pages under docs */
    static List<Document> all() throws IOException {
        try (var root = Files.list(ROOT);
                var docs = Files.walk(ROOT.resolve("docs"));
                var modules = Files.find(ROOT, 3, (file, attributes) -> file.endsWith("README.md"))) {
            return Stream.of(root, docs, modules)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .distinct()
                    .sorted()
                    .map(file -> new Document(file, read(file)))
                    .toList();
        }
    }

    /** @return what stands behind {@code ./tributary}, as the shell would cut it into words */
    List<String[]> commands() {
        return COMMAND.matcher(text.replace("\\\n", " "))
                .results()
                .map(MatchResult::group)
                .map(command -> END.matcher(command).replaceFirst(""))
                .map(command -> words(command.substring("./tributary".length())))
                .toList();
    }

    private static String[] words(String command) {
        return Pattern.compile("\"([^\"]*)\"|\\S+")
                .matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }

    /** @param path below the repository's root */
    static Document of(String path) {
        Path file = ROOT.resolve(path);
        return new Document(file, read(file));
    }

    /** @return links to files and headings that do not exist */
    List<String> brokenLinks() {
        return LINK.matcher(text)
                .results()
                .filter(link -> !link.group(1).contains("://"))
                .filter(link -> !exists(link.group(1), link.group(2)))
                .map(MatchResult::group)
                .toList();
    }

    private boolean exists(String path, @Nullable String heading) {
        Path target = file.resolveSibling(path).normalize();
        return Files.exists(target) && (heading == null || anchors(read(target)).contains(heading));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(String page) {
        return HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
