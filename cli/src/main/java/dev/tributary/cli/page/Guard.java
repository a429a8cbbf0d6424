package dev.tributary.cli.page;

import com.sun.net.httpserver.HttpExchange;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web sites out. A page elsewhere can make the browser send requests here, but cannot read the token, cannot lie about its origin, and,
 * where it lets its own name point here, cannot lie about the host. Safe for use by many threads.
 */
final class Guard {
    static final String TOKEN_HEADER = "X-Tributary-Token";

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final int TOKEN_BYTES = 24;

    private final String token;
    private final String ownName;

    /** @param host the name under which the page is served */
    Guard(String host) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        this.ownName = host.toLowerCase(Locale.ROOT);
    }

    String token() {
        return token;
    }

    /** @throws BadRequestException if the browser was led here under a foreign name */
    void requireOwnHost(HttpExchange exchange) throws BadRequestException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null || !isOwn(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""))) {
            throw new BadRequestException(403, "foreign", "", "This page answers only under its own address.");
        }
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        String mode = exchange.getRequestHeaders().getFirst("Sec-Fetch-Mode");
        boolean elsewhere = site != null && (site.equals("cross-site") || site.equals("same-site"));
        if (elsewhere && !"navigate".equals(mode)) { // a link from elsewhere may lead here, a script may not
            throw new BadRequestException(403, "foreign", "", "This comes from another web site.");
        }
    }

    private boolean isOwn(String name) {
        return name.equals("localhost")
                || name.equals(ownName)
                || ADDRESS.matcher(name).matches();
    }

    /** @throws BadRequestException unless the request comes from the page itself */
    void requireOwnPage(HttpExchange exchange) throws BadRequestException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            throw new BadRequestException(403, "foreign", "", "This comes from another web site.");
        }
        if (!isToken(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))) {
            throw new BadRequestException(
                    403, "token", "", "The page is from an earlier start of Tributary. Load it again.");
        }
    }

    private boolean isToken(@Nullable String claimed) {
        return claimed != null
                && MessageDigest.isEqual(
                        claimed.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        token.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
