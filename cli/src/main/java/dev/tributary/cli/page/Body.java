package dev.tributary.cli.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The fields of a posted JSON object, each checked when it is taken. */
record Body(JsonNode fields) {
    private static final int MOST_BYTES = 16_384;
    static final int MOST_ID = 200;

    static Body of(HttpExchange exchange) throws IOException, BadRequestException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw new BadRequestException(415, "type", "", "Send application/json.");
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new BadRequestException(413, "long", "", "The body is longer than " + MOST_BYTES + " bytes.");
        }
        try {
            JsonNode fields = Answer.JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (fields == null || !fields.isObject()) {
                throw new BadRequestException(400, "json", "", "Send one JSON object.");
            }
            return new Body(fields);
        } catch (JsonProcessingException wrong) {
            throw new BadRequestException(400, "json", "", "The body is not valid JSON.");
        }
    }

    /** @return a field that must say something, without white space around it */
    String text(String name, int most) throws BadRequestException {
        String text =
                fields.path(name).isTextual() ? fields.path(name).textValue().strip() : "";
        if (text.isEmpty()) {
            throw new BadRequestException(400, "missing." + name, name, "The field " + name + " is empty.");
        }
        return checked(name, text, most);
    }

    /** @return an identifier */
    String id(String name) throws BadRequestException {
        return text(name, MOST_ID);
    }

    String optional(String name, int most, String otherwise) throws BadRequestException {
        return fields.path(name).isTextual() && !fields.path(name).textValue().isBlank() ? text(name, most) : otherwise;
    }

    private static String checked(String name, String text, int most) throws BadRequestException {
        if (text.length() > most) {
            throw new BadRequestException(
                    400,
                    "tooLong",
                    String.valueOf(most),
                    "The field " + name + " has " + text.length() + " characters, the limit is " + most + ".");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequestException(400, "control", name, "The field " + name + " holds a control character.");
        }
        return text;
    }
}
