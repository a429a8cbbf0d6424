package dev.tributary.cli.page;

import com.sun.net.httpserver.HttpExchange;
import dev.tributary.cli.live.Live;
import dev.tributary.cli.live.Watcher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Server-sent events: one thread a browser, which writes what is newest and waits. Safe for use by many threads. */
final class EventStream {
    static final int MOST = 32;

    private static final long FLOW_NS = 1_000_000_000L;
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final String RETRY = "retry: 1000\n\n";

    private final Live live;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closed;

    EventStream(Live live) {
        this.live = live;
    }

    /**
     * Writes until the browser goes away.
     *
     * @param user whose lists are wanted, empty for nobody's
     */
    void serve(HttpExchange exchange, String user) throws IOException, BadRequestException, InterruptedException {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new BadRequestException(
                    503, "full", String.valueOf(MOST), "There are " + MOST + " pages open already. Close one.");
        }
        Watcher watcher = live.watch(user);
        try {
            Answer.begin(exchange, "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody(), watcher);
        } finally {
            live.leave(watcher);
            open.decrementAndGet();
        }
    }

    private void write(OutputStream out, Watcher watcher) throws IOException, InterruptedException {
        out.write(RETRY.getBytes(StandardCharsets.UTF_8));
        long flowAt = System.nanoTime() - FLOW_NS;
        while (!closed) {
            if (System.nanoTime() - flowAt >= FLOW_NS) {
                flowAt = System.nanoTime();
                event(out, "flow", live.flow());
                out.flush();
            }
            Watcher.News news = watcher.await(WAIT);
            if (news.person() != null) {
                event(out, "person", news.person());
            }
            for (var list : news.lists()) {
                event(out, "list", list);
            }
            for (var measured : news.measured()) {
                event(out, "measured", measured);
            }
            out.flush();
        }
    }

    private static void event(OutputStream out, String name, Object data) throws IOException {
        // JSON on one line: a line break inside would end the event
        out.write(("event: " + name + "\ndata: " + Answer.json(data) + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    void close() {
        closed = true;
    }
}
