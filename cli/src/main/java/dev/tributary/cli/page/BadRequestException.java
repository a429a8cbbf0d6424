package dev.tributary.cli.page;

import java.util.Map;

/** The browser asked for something that cannot be done. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String about;

    /**
     * @param code key of the sentence in the page's dictionaries
     * @param about what the sentence is about, may be empty
     * @param message the sentence in English, for those who ask without the page
     */
    BadRequestException(int status, String code, String about, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.about = about;
    }

    int status() {
        return status;
    }

    Map<String, String> body() {
        return Map.of("error", code, "about", about, "message", String.valueOf(getMessage()));
    }
}
