package dev.tributary.cli.documents;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands between two lines of three backticks in a page of Markdown.
 *
 * @param language behind the first backticks, may be empty
 * @param whyNotRun from a comment {@code <!-- not run by a test: why -->} before the block, or null
 * @param text the lines between
 */
record Fence(String language, @Nullable String whyNotRun, String text) {
    private static final Pattern FENCE =
            Pattern.compile("(?m)((?:^<!--[^\n]*-->\n+)*)^```(\\w*)\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run by a test: (\\S.*?) -->");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#\\s.*");

    /** @return all of a page, from top to bottom */
    static List<Fence> of(String page) {
        return FENCE.matcher(page)
                .results()
                .map(found -> new Fence(found.group(2), whyNotRun(found.group(1)), found.group(3)))
                .toList();
    }

    private static @Nullable String whyNotRun(String comments) {
        var found = NOT_RUN.matcher(comments);
        return found.find() ? found.group(1) : null;
    }

    /** @return what a person would type: one command each, with what follows a backslash or a pipe, without comments */
    List<String> commands() {
        String joined = text.replaceAll("\\\\\n\\s*", " ").replaceAll("\\|\n\\s*", "| ");
        return joined.lines()
                .map(line -> COMMENT.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** @return whether it is for a shell: said to be, or because it calls the launcher */
    boolean isForShell() {
        return language.equals("sh") || (language.isEmpty() && text.contains("./tributary "));
    }

    @Override
    public String toString() {
        return text.lines().findFirst().orElse("");
    }
}
