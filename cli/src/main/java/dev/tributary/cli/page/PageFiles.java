package dev.tributary.cli.page;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of the page, read once from the jar. Only those named here can be had. Safe for use by many threads. */
final class PageFiles {
    static final List<String> LANGUAGES = List.of("en", "zh");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml");

    private static final List<String> NAMES = List.of(
            "index.html",
            "page.css",
            "page.js",
            "words.js",
            "server.js",
            "flow.js",
            "lists.js",
            "person.js",
            "adding.js",
            "dom.js",
            "en.json",
            "zh.json",
            "icon.svg");

    private final Map<String, byte[]> files = new HashMap<>();

    PageFiles() {
        NAMES.forEach(name -> files.put(name, read(name)));
    }

    private static byte[] read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The jar lacks " + name);
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new IllegalStateException("Cannot read " + name + " of this jar", failure);
        }
    }

    /** @throws BadRequestException if there is no such file */
    void send(HttpExchange exchange, String token) throws IOException, BadRequestException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        byte[] body = files.get(name);
        if (body == null) {
            throw new BadRequestException(404, "nothing", path, "There is nothing at " + path + ".");
        }
        if (name.equals("index.html")) {
            String language = language(exchange.getRequestHeaders().getFirst("Accept-Language"));
            body = new String(body, StandardCharsets.UTF_8)
                    .replace("{{language}}", language)
                    .replace("{{token}}", token)
                    .getBytes(StandardCharsets.UTF_8);
        }
        Answer.bytes(exchange, 200, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""), body);
    }

    /** @return the one of {@link #LANGUAGES} that the browser likes best, the first if none */
    static String language(@org.jspecify.annotations.Nullable String accepted) {
        if (accepted == null || accepted.isBlank()) {
            return LANGUAGES.get(0);
        }
        try {
            String tag = Locale.lookupTag(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return tag == null ? LANGUAGES.get(0) : tag;
        } catch (IllegalArgumentException garbled) {
            return LANGUAGES.get(0);
        }
    }
}
