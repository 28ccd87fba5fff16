package dev.rucksack.encoder.actuator;

import dev.rucksack.encoder.broadcast.Report;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/stream}: what is wanted, what is, and where every frame went, in words and figures of one moment. */
@Endpoint(id = "stream")
public final class StreamEndpoint {

    private final Supplier<Report> reports;

    public StreamEndpoint(Supplier<Report> reports) {
        this.reports = reports;
    }

    @ReadOperation
    public StreamAccount stream() {
        return StreamAccount.of(reports.get());
    }
}
