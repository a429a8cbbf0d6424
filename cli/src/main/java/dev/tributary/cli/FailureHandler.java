package dev.tributary.cli;

import dev.tributary.cli.embedded.PortInUseException;
import dev.tributary.job.settings.InvalidSettingsException;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.interest.directory.UnfitModelException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns what a command throws into a sentence and an exit code. */
final class FailureHandler {
    private FailureHandler() {}

    static int handle(Exception failure, CommandLine line, boolean debug) {
        PrintWriter err = line.getErr();
        if (debug) {
            failure.printStackTrace(err);
        }
        if (isUsersToMend(failure)) {
            err.println(failure.getMessage());
            return line.getCommandSpec().exitCodeOnInvalidInput();
        }
        LoggerFactory.getLogger(FailureHandler.class).info("{} failed", line.getCommandName(), failure);
        err.println("This went wrong: " + innermostMessage(failure));
        err.println("More is in " + Logs.file() + ", or add --debug.");
        return line.getCommandSpec().exitCodeOnExecutionException();
    }

    private static boolean isUsersToMend(Exception failure) {
        return failure instanceof CannotRunException
                || failure instanceof InvalidSettingsException
                || failure instanceof PortInUseException
                || failure instanceof EncoderException
                || failure instanceof UnfitModelException;
    }

    private static String innermostMessage(Throwable failure) {
        if (failure instanceof UncheckedIOException
                && failure.getMessage() != null
                && !failure.getMessage().equals(String.valueOf(failure.getCause()))) {
            return failure.getMessage(); // it names the file, its cause does not
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
