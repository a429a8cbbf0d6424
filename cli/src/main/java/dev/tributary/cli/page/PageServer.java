package dev.tributary.cli.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.live.Live;
import dev.tributary.cli.live.NewScenarios;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the live page. The port is taken when it is opened, so that a port in use is known before anything else starts; browsers wait until
 * {@link #show}.
 */
public final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final int MOST_THREADS = 2 * EventStream.MOST;
    private static final int MOST_FOUND = 20;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final PageAddress address;
    private final Guard guard;
    private final PageFiles files = new PageFiles();
    private @Nullable EventStream events;

    private PageServer(HttpServer server, PageAddress address) {
        this.server = server;
        this.address = address;
        this.guard = new Guard(address.host());
        this.threads = new ThreadPoolExecutor(2, MOST_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "page");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws CannotRunException if the port is taken or the host is not this machine's */
    public static PageServer open(PageAddress address) {
        // without it every small event waits for the acknowledgement of the one before
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var socket = new InetSocketAddress(address.host(), address.port());
            if (socket.isUnresolved()) {
                throw new CannotRunException("--host " + address.host() + " is no name or address of this machine.");
            }
            return new PageServer(HttpServer.create(socket, 0), address);
        } catch (BindException taken) {
            throw new CannotRunException(
                    String.valueOf(taken.getMessage()).contains("requested address")
                            ? "--host " + address.host() + " is no address of this machine. Leave it out for localhost."
                            : "Port " + address.port()
                                    + " is in use. Stop the program that uses it, or choose another port for the page with --port.",
                    taken);
        } catch (IOException failure) {
            throw new CannotRunException(
                    "The page cannot be served at " + address.host() + ":" + address.port() + ": "
                            + failure.getMessage(),
                    failure);
        }
    }

    /**
     * Begins to answer.
     *
     * @param newScenarios where scenarios can be added, null if they cannot
     */
    public void show(Live live, @Nullable NewScenarios newScenarios, boolean readOnly) {
        var acts = new PageActs(live, newScenarios, readOnly);
        var stream = new EventStream(live);
        events = stream;
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, live, acts, stream));
        server.start();
    }

    public String url() {
        return address.url(server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange, Live live, PageActs acts, EventStream stream) throws IOException {
        long startedNs = System.nanoTime();
        try (exchange) {
            try {
                guard.requireOwnHost(exchange);
                switch (exchange.getRequestMethod()) {
                    case "GET", "HEAD" -> get(exchange, live, acts, stream);
                    case "POST" -> {
                        guard.requireOwnPage(exchange);
                        String path = exchange.getRequestURI().getPath();
                        Answer.json(exchange, 200, acts.post(path, Body.of(exchange), startedNs));
                    }
                    default ->
                        throw new BadRequestException(405, "method", "", "Only GET and POST are understood here.");
                }
            } catch (BadRequestException wrong) {
                Answer.json(exchange, wrong.status(), wrong.body());
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), failure);
                Answer.json(exchange, 500, Map.of("error", "internal", "about", "", "message", "This went wrong."));
            }
        }
    }

    private void get(HttpExchange exchange, Live live, PageActs acts, EventStream stream)
            throws IOException, BadRequestException, InterruptedException {
        switch (exchange.getRequestURI().getPath()) {
            case "/api/events" -> stream.serve(exchange, parameter(exchange, "user"));
            case "/api/users" -> {
                List<String> found = live.find(parameter(exchange, "like"), MOST_FOUND);
                Answer.json(exchange, 200, Map.of("users", found));
            }
            case "/api/start" ->
                Answer.json(
                        exchange,
                        200,
                        Map.of(
                                "readOnly", acts.isReadOnly(),
                                "canAddScenarios", acts.canAddScenarios(),
                                "flow", live.flow()));
            default -> files.send(exchange, guard.token());
        }
    }

    private static String parameter(HttpExchange exchange, String name) throws BadRequestException {
        String query = exchange.getRequestURI().getRawQuery();
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.startsWith(name + "=")) {
                String value = decoded(part.substring(name.length() + 1));
                if (value.length() > Body.MOST_ID) {
                    throw new BadRequestException(400, "tooLong", String.valueOf(Body.MOST_ID), "The id is too long.");
                }
                return value;
            }
        }
        return "";
    }

    private static String decoded(String text) throws BadRequestException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException garbled) {
            throw new BadRequestException(400, "json", "", "The address holds a percent sign that means nothing.");
        }
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
