package dev.tributary.job.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A YAML file as settings: nested maps become dotted keys, each with the line it stands on. */
final class YamlFile {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Path file;
    private final Set<String> wholeKeys;
    private final List<Setting> settings = new ArrayList<>();

    /** @param wholeKeys keys whose value may be a map and is then kept as one */
    YamlFile(Path file, Set<String> wholeKeys) {
        this.file = file;
        this.wholeKeys = wholeKeys;
    }

    List<Setting> read() {
        try (JsonParser parser = MAPPER.createParser(Files.readAllBytes(file))) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readMap(parser, "");
            } else if (first != null) {
                throw problem(": expected lines such as `parallelism.default: 2`, found " + parser.getText(), null);
            }
            return settings;
        } catch (JsonProcessingException malformed) {
            throw problem(
                    ":" + malformed.getLocation().getLineNr() + ": not valid YAML: " + malformed.getOriginalMessage(),
                    malformed);
        } catch (IOException unreadable) {
            throw problem(": there is no such file, or it cannot be read. Check --config.", unreadable);
        }
    }

    private void readMap(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            String origin =
                    file.getFileName() + ":" + parser.currentTokenLocation().getLineNr();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && !wholeKeys.contains(key)) {
                readMap(parser, key + ".");
            } else if (value.isStructStart()) {
                settings.add(new Setting(key, parser.readValueAs(Object.class), origin));
            } else if (value != JsonToken.VALUE_NULL) {
                settings.add(new Setting(key, parser.getText(), origin));
            }
        }
    }

    private InvalidSettingsException problem(String what, @Nullable Throwable cause) {
        return new InvalidSettingsException(file + what, cause);
    }
}
