package dev.tributary.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What dashboard and alerts ask Prometheus for. */
record Observability(JsonNode dashboard, JsonNode alerts) {
    private static final Pattern METRIC = Pattern.compile("flink_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("flink_\\w+(\\{[^}]*\\})?");
    private static final Set<String> BETWEEN_SIDES = Set.of("and", "or", ">", "<", "==");
    private static final Pattern OPERATOR = Pattern.compile("operator_name=\"([^\"]*)\"");

    static Observability load() throws IOException {
        return new Observability(
                Documents.one("deploy/observability/grafana/dashboard.json"),
                Documents.one("deploy/observability/alerts.yml"));
    }

    /** @return what the dashboard's panels show */
    List<String> panels() {
        return dashboard.findValuesAsText("expr").stream()
                .map(expression -> expression.replace("$job", "tributary"))
                .toList();
    }

    /** @return what the alerts compare: each metric with its labels, without the time it is looked at */
    Set<String> compared() {
        var all = new TreeSet<String>();
        for (String expression : alerts.findValuesAsText("expr")) {
            SELECTOR.matcher(expression).results().forEach(found -> all.add(found.group()));
        }
        return all;
    }

    /** @return both sides of each comparison of an alert, but for plain numbers */
    Set<String> sides() {
        var all = new TreeSet<String>();
        for (String expression : alerts.findValuesAsText("expr")) {
            int depth = 0;
            var side = new StringJoiner(" ");
            for (String word : expression.split(" ")) {
                if (depth == 0 && BETWEEN_SIDES.contains(word)) {
                    all.add(side.toString());
                    side = new StringJoiner(" ");
                } else {
                    side.add(word);
                }
                depth += parentheses(word, '(') - parentheses(word, ')');
            }
            all.add(side.toString());
        }
        all.removeIf(side -> side.matches("[\\d.]+"));
        return all;
    }

    private static int parentheses(String word, char kind) {
        return (int) word.chars().filter(one -> one == kind).count();
    }

    List<String> expressions() {
        return List.of(dashboard, alerts).stream()
                .flatMap(file -> file.findValuesAsText("expr").stream())
                .toList();
    }

    Set<String> metrics() {
        return found(METRIC, 0);
    }

    Set<String> operators() {
        return found(OPERATOR, 1);
    }

    /** @return titles of the dashboard's rows, from top to bottom */
    List<String> rows() {
        return Documents.stream(dashboard.get("panels"))
                .filter(panel -> panel.get("type").asText().equals("row"))
                .map(panel -> panel.get("title").asText())
                .toList();
    }

    List<String> titles() {
        return dashboard.findValuesAsText("title");
    }

    /** @return the rows, from top to bottom, that have a panel with this title */
    List<String> rowsWith(String panel) {
        var rows = new ArrayList<String>();
        String row = "";
        for (JsonNode each : dashboard.get("panels")) {
            String title = each.get("title").asText();
            if (each.get("type").asText().equals("row")) {
                row = title;
            } else if (title.equals(panel)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Set<String> found(Pattern pattern, int group) {
        var all = new TreeSet<String>();
        for (String expression : expressions()) {
            Matcher matcher = pattern.matcher(expression);
            while (matcher.find()) {
                all.add(matcher.group(group));
            }
        }
        return all;
    }
}
