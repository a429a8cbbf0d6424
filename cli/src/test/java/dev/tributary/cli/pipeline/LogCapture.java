package dev.tributary.cli.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Everything that this JVM logs at level INFO and above, exceptions with their stack traces, until it is closed. */
final class LogCapture implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final Keeping appender = new Keeping();

    LogCapture() {
        appender.start();
        root.getAppenders().keySet().forEach(name -> {
            var quiet = root.getAppenders().get(name);
            root.removeAppender(name);
            root.addAppender(quiet, before, null);
        });
        root.addAppender(appender, Level.INFO, null);
        root.setLevel(Level.INFO);
        context.updateLoggers();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.removeAppender(appender.getName());
        context.updateLoggers();
        appender.stop();
    }

    private final class Keeping extends AbstractAppender {
        Keeping() {
            super("captured", null, layout(), true, Property.EMPTY_ARRAY);
        }

        private static org.apache.logging.log4j.core.Layout<? extends Serializable> layout() {
            return PatternLayout.newBuilder()
                    .withPattern("%p %c %m %X %throwable")
                    .build();
        }

        @Override
        public void append(LogEvent event) {
            lines.add(getLayout().toSerializable(event).toString());
        }
    }
}
