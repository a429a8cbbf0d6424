package dev.tributary.cli;

import dev.tributary.cli.commands.ConsoleCommand;
import dev.tributary.cli.commands.DeadLettersCommand;
import dev.tributary.cli.commands.DemoCommand;
import dev.tributary.cli.commands.DoctorCommand;
import dev.tributary.cli.commands.EvaluateCommand;
import dev.tributary.cli.commands.ImportCommand;
import dev.tributary.cli.commands.ModelsCommand;
import dev.tributary.cli.commands.ProfileCommand;
import dev.tributary.cli.commands.RecommendCommand;
import dev.tributary.cli.commands.ReplayCommand;
import dev.tributary.cli.commands.RunCommand;
import dev.tributary.cli.commands.TopicsCommand;
import dev.tributary.cli.commands.TrainCommand;
import dev.tributary.cli.commands.WatchCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code tributary} command. */
@Command(
        name = "tributary",
        description =
                "A real-time recommender: what users do in any scenario changes their next recommendations in every scenario.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        sortOptions = false,
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something was lost or failed", "2:a wrong option, or something needed is missing"},
        footer = {
            "  tributary demo                               see it work, with simulated users",
            "  tributary demo --port 8080                   the same, to see and use in a browser",
            "  tributary run --config tributary.yaml        the job, and Kafka on port 9092",
            "  tributary recommend --user u1 --scenario shop",
            "  tributary bench all                          measure it, from a source checkout"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReplayCommand.class,
            ImportCommand.class,
            ConsoleCommand.class,
            WatchCommand.class,
            RecommendCommand.class,
            ProfileCommand.class,
            TopicsCommand.class,
            DeadLettersCommand.class,
            ModelsCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            DoctorCommand.class
        })
public final class Tributary implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces, and log more.")
    private boolean debug;

    /** Starts the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        start(commandLine(), arguments);
    }

    /** Executes the command line and ends the JVM with its exit code. */
    public static void start(CommandLine commandLine, String[] arguments) {
        Logs.toFile(Arrays.asList(arguments).contains("--debug"));
        int exitCode = commandLine.execute(arguments);
        System.out.flush();
        // libraries leave threads of their own behind
        Runtime.getRuntime().exit(exitCode);
    }

    /** @return the whole command, ready to execute */
    public static CommandLine commandLine() {
        return commandLineWith();
    }

    /** @return the same with more commands */
    public static CommandLine commandLineWith(Object... commands) {
        var tributary = new Tributary();
        var line = new CommandLine(tributary);
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new MistypedHandler())
                .setExecutionExceptionHandler(
                        (failure, failed, parsed) -> FailureHandler.handle(failure, failed, tributary.debug));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
