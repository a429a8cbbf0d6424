package dev.tributary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Prints the versions of what runs. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Tributary " + own() + " (Flink " + EnvironmentInformation.getVersion() + ", Kafka "
                    + AppInfoParser.getVersion() + ", Java " + Runtime.version() + ")"
        };
    }

    /** Maven writes it at the build. */
    private static String own() {
        var build = new Properties();
        try (InputStream file = Objects.requireNonNull(Version.class.getResourceAsStream("build.properties"))) {
            build.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read build.properties of this jar", failure);
        }
        return Objects.requireNonNull(build.getProperty("version"));
    }
}
