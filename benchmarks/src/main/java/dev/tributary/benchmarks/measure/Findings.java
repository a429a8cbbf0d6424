package dev.tributary.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was measured in one run, as it is written to JSON. For one thread. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class Findings {
    private final Machine machine = Machine.here();
    private final int warmUps;
    private final int repetitions;
    /** Speed of the product by that of the reference. */
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    /** CPU time per unit of the reference by that of the product. */
    private final Map<String, Double> cpuRatios = new LinkedHashMap<>();
    /** By rate. */
    private final Map<String, Latency> latencyMs = new LinkedHashMap<>();

    private final Map<String, Latency> latencyMsExactlyOnce = new LinkedHashMap<>();
    private final List<Figure> figures = new ArrayList<>();
    /** What a measurement has found wrong with the product, in sentences. */
    private final List<String> broken = new ArrayList<>();

    /**
     * @param warmUps repetitions that are not measured
     * @param repetitions those that are
     */
    public Findings(int warmUps, int repetitions) {
        this.warmUps = warmUps;
        this.repetitions = repetitions;
    }

    public int warmUps() {
        return warmUps;
    }

    public int repetitions() {
        return repetitions;
    }

    public void add(Figure figure) {
        figures.add(figure);
    }

    /** Compares the contest's first contestant with another. */
    public void compare(String ratio, Contest contest, String reference) {
        ratios.put(ratio, contest.ratio(reference));
        cpuRatios.put(ratio, contest.cpuRatio(reference));
    }

    /** A ratio that was not made by taking turns. */
    public void ratio(String name, double ratio) {
        ratios.put(name, ratio);
    }

    public void latency(String rate, boolean exactlyOnce, Latency latency) {
        (exactlyOnce ? latencyMsExactlyOnce : latencyMs).put(rate, latency);
    }

    /** What must hold; the figures are reported also where it does not, and then the command fails. */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    /** @return what was required and does not hold */
    public List<String> broken() {
        return broken;
    }

    public String toJson() {
        try {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Machine machine() {
        return machine;
    }

    public Map<String, Double> ratios() {
        return ratios;
    }

    public Map<String, Double> cpuRatios() {
        return cpuRatios;
    }

    public Map<String, Latency> latencyMs(boolean exactlyOnce) {
        return exactlyOnce ? latencyMsExactlyOnce : latencyMs;
    }

    public List<Figure> figures() {
        return figures;
    }
}
