package dev.rucksack.encoder.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaskingLayoutTests {

    @AfterEach
    void forget() {
        MaskingLayout.maskBy(UnaryOperator.identity());
    }

    @Test
    void masksMessageArgumentsAndStackTrace() {
        MaskingLayout.maskBy(text -> text.replace("live_123", "•••"));
        LoggerContext context = new LoggerContext();
        MaskingLayout layout = new MaskingLayout();
        layout.setContext(context);
        layout.setPattern("%msg%n%ex");
        layout.start();
        Exception cause = new IllegalStateException("publish live_123 failed");
        LoggingEvent event = new LoggingEvent(
                "fqcn", context.getLogger("x"), Level.WARN, "to {} and live_123", cause, new Object[] {"live_123"});
        assertThat(layout.doLayout(event))
                .contains("to ••• and •••", "publish ••• failed")
                .doesNotContain("live_123");
    }
}
