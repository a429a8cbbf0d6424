package dev.tributary.cli;

import picocli.CommandLine.IVersionProvider;

/** Prints the versions of what runs. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Tributary 0.1.0 (Flink " + org.apache.flink.runtime.util.EnvironmentInformation.getVersion() + ", Kafka "
                    + org.apache.kafka.common.utils.AppInfoParser.getVersion() + ", Java " + Runtime.version() + ")"
        };
    }
}
