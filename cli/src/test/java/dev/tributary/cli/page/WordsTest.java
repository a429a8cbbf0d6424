package dev.tributary.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern GAP = Pattern.compile("\\{\\w+}");
    private static final Pattern USED =
            Pattern.compile("(?:data-word|data-placeholder)=\"([^\"]+)\"|\\bword\\(\"([^\"]+)\"[,)]");

    @Test
    void bothLanguagesSayTheSameThings() throws Exception {
        Map<String, String> english = words("en.json");
        Map<String, String> chinese = words("zh.json");

        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        english.forEach((key, text) -> assertThat(gaps(Objects.requireNonNull(chinese.get(key))))
                .as(key)
                .isEqualTo(gaps(text)));
    }

    @Test
    void everyWordOfThePageIsInTheDictionary() throws Exception {
        Set<String> known = words("en.json").keySet();
        var used = new HashSet<String>();
        for (String file : new String[] {
            "index.html", "page.js", "flow.js", "lists.js", "person.js", "adding.js", "words.js", "server.js"
        }) {
            USED.matcher(text(file))
                    .results()
                    .forEach(found -> used.add(found.group(1) == null ? found.group(2) : found.group(1)));
        }

        assertThat(used).hasSizeGreaterThan(60);
        assertThat(known).containsAll(used);
    }

    private static Set<String> gaps(String text) {
        return GAP.matcher(text).results().map(gap -> gap.group()).collect(Collectors.toSet());
    }

    private static Map<String, String> words(String file) throws IOException {
        return new ObjectMapper().readValue(text(file), new TypeReference<TreeMap<String, String>>() {});
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(WordsTest.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
