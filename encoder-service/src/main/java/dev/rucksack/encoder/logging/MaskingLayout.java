package dev.rucksack.encoder.logging;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.function.UnaryOperator;

/** A pattern layout that masks the finished text: message, arguments, stack trace and all. */
public final class MaskingLayout extends PatternLayout {

    // Logback makes its layouts itself, before there is anybody who knows a secret.
    private static volatile UnaryOperator<String> mask = UnaryOperator.identity();

    /** From now on every line of the log goes through this. */
    public static void maskBy(UnaryOperator<String> masking) {
        mask = masking;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        return mask.apply(super.doLayout(event));
    }
}
