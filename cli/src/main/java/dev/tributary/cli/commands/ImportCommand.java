package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.replay.imports.AmazonReviews;
import dev.tributary.replay.imports.CsvTables;
import dev.tributary.replay.imports.CsvTables.Defaults;
import dev.tributary.replay.imports.MovieLens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Turns public formats into data that can be replayed, trained on and evaluated. */
@Command(
        name = "import",
        description = "Turns a data set in a public format into files that replay, train and evaluate read.",
        footer = {
            "  tributary import movielens --from ml-latest-small --out films",
            "  tributary import amazon-reviews --from amazon --out reviews",
            "  tributary import csv --from log.csv --map user=uid,item=sku,time=ts --scenario shop --out mine"
        })
public final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which format? Give movielens, amazon-reviews or csv after import.");
    }

    @Command(
            name = "movielens",
            description =
                    "GroupLens' ratings of films: a folder with ratings.csv and movies.csv. Its scenario is films.",
            footer = "  tributary import movielens --from ml-latest-small --out films")
    int movieLens(@Mixin ImportOptions options) throws IOException {
        return options.run(MovieLens::in);
    }

    @Command(
            name = "amazon-reviews",
            description = {
                "McAuley Lab's Amazon Reviews of 2018 or 2023: a folder with All_Beauty.jsonl.gz and meta_All_Beauty.jsonl.gz, for example.",
                "Each category in the folder becomes a scenario."
            },
            footer = {
                "  tributary import amazon-reviews --from amazon --out reviews",
                "  tributary import amazon-reviews --from All_Beauty_5.json.gz --out beauty"
            })
    int amazonReviews(@Mixin ImportOptions options) throws IOException {
        return options.run(AmazonReviews::at);
    }

    @Command(
            name = "csv",
            description = "A table of behaviors and perhaps one of items, first rows with the columns' names.",
            footer = {
                "  tributary import csv --from log.csv --map user=uid,item=sku,time=ts,title=name --scenario shop --out mine",
                "  tributary import csv --from log.tsv.gz --map user=uid,item=sku,time=ts,action=verb \\",
                "    --items goods.csv --map-items item=sku,title=name,scenario=department --out mine"
            })
    int csv(@Mixin ImportOptions options, @Mixin CsvOptions csv) throws IOException {
        return options.run(csv::at);
    }

    /** What is where in the tables. */
    static final class CsvOptions {
        @Option(
                names = "--map",
                paramLabel = "FIELD=COLUMN",
                split = ",",
                required = true,
                description =
                        "Columns of behaviors: user, item, time; and if there are, scenario, action, value, text, id, context.NAME, "
                                + "and of the item title, description, categories.")
        private Map<String, String> map = Map.of();

        @Option(names = "--items", paramLabel = "FILE", description = "A table of items.")
        private @Nullable Path items;

        @Option(
                names = "--map-items",
                paramLabel = "FIELD=COLUMN",
                split = ",",
                description =
                        "Columns of items: item, title; and if there are, scenario, description, categories, published, attribute.NAME.")
        private Map<String, String> mapItems = Map.of();

        @Option(names = "--scenario", paramLabel = "ID", description = "Of rows without one.")
        private @Nullable String scenario;

        @Option(names = "--action", paramLabel = "VERB", description = "Of rows without one (default: view).")
        private String action = "view";

        @Option(
                names = "--separator",
                paramLabel = "CHAR",
                description = "Between columns (default: a tab in .tsv files, else a comma).")
        private @Nullable String separator;

        private CsvTables at(Path from) {
            return new CsvTables(from, map, items, mapItems, new Defaults(scenario, action, separatorCharacter()));
        }

        private @Nullable Character separatorCharacter() {
            if (separator == null) {
                return null;
            }
            String character = separator.equals("\\t") ? "\t" : separator;
            if (character.length() != 1) {
                throw new CannotRunException("--separator " + separator + " is no single character. Give one, or \\t.");
            }
            return character.charAt(0);
        }
    }
}
