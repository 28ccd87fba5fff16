package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every fault once, as a person runs it; each scenario's laws are a test, its seconds are only told. */
@Tag("faults")
class FaultsIT {

    /** Distinct from how a JVM ends that failed. */
    private static final int LAW_BROKEN = 3;

    @TestFactory
    Stream<DynamicTest> everyLawIsKept() throws Exception {
        JsonNode outcomes = outcomes();
        assertThat(outcomes).as("scenarios that ran").hasSizeGreaterThan(38);
        return outcomes.valueStream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.required("scenario").asString(),
                        () -> assertThat(broken(outcome)).isEmpty()));
    }

    private static JsonNode outcomes() throws Exception {
        Path directory = Files.createDirectories(Product.root().resolve("e2e/target/faults"));
        Files.deleteIfExists(directory.resolve("verdicts.json"));
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Drucksack.root=" + Product.root(),
                        "-jar",
                        Product.root().resolve("lab/target/lab-exec.jar").toString(),
                        "scenario",
                        "--all",
                        "--out",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("lab.log").toFile())
                .start();
        assertThat(lab.waitFor())
                .as(Files.readString(directory.resolve("lab.log")))
                .isIn(0, LAW_BROKEN);
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("verdicts.json")))
                .required("outcomes");
    }

    private static List<String> broken(JsonNode outcome) {
        List<String> broken = new ArrayList<>();
        if (outcome.path("failure").isString()) {
            broken.add(outcome.path("failure").asString());
        }
        for (JsonNode check : outcome.required("checks")) {
            if (check.required("law").asBoolean() && !check.required("met").asBoolean()) {
                broken.add(check.required("what").asString() + ": wanted "
                        + check.required("wanted").asString() + ", found "
                        + check.required("found").asString());
            }
        }
        return broken;
    }
}
