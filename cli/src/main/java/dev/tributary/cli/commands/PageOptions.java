package dev.tributary.cli.commands;

import dev.tributary.cli.page.PageAddress;
import dev.tributary.cli.page.PageServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that serves the live page. */
final class PageOptions {
    static final int USUAL_PORT = 8080;

    @Option(names = "--port", paramLabel = "N", description = "Serve the live page on this port.")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = PageAddress.LOCAL,
            description =
                    "Serve the page under this name or address (default: ${DEFAULT-VALUE}). Whoever reaches it can act as any user.")
    private String host = PageAddress.LOCAL;

    /** @return a page on the port that was asked for, null if none was */
    @Nullable
    PageServer openIfWanted() {
        return port == null ? null : PageServer.open(new PageAddress(host, port));
    }

    PageServer open() {
        return PageServer.open(new PageAddress(host, port == null ? USUAL_PORT : port));
    }
}
