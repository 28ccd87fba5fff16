package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says in the log, once each, what begins to be wrong and what is over, in the words of page and API. Faults that stop the
 * stream are told with its state. Called from one thread.
 */
public final class CautionLog implements Consumer<Report> {

    private final Consumer<String> lines;
    private Map<FaultCode, Fault> told = Map.of();

    public CautionLog(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void accept(Report report) {
        Map<FaultCode, Fault> now = new EnumMap<>(FaultCode.class);
        report.cautions().forEach(caution -> now.put(caution.code(), caution));
        now.forEach((code, caution) -> {
            if (!told.containsKey(code)) {
                lines.accept(code.word() + ": " + caution.sentence() + " " + caution.advice());
            }
        });
        told.keySet().stream()
                .filter(code -> !now.containsKey(code))
                .forEach(code -> lines.accept(code.word() + " is over"));
        told = now;
    }
}
