package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlineTest {
    static Stream<Duration> huge() {
        return Stream.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), Duration.ofNanos(Long.MAX_VALUE), Duration.ofDays(100_000));
    }

    static Stream<Duration> none() {
        return Stream.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-100_000), Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofNanos(Long.MIN_VALUE), Duration.ofNanos(Long.MIN_VALUE + 1));
    }

    @ParameterizedTest
    @MethodSource
    void huge(Duration time) {
        assertNull(Deadline.after(time));
    }

    @ParameterizedTest
    @MethodSource
    void none(Duration time) {
        Deadline deadline = Deadline.after(time);
        assertTrue(deadline.over());
        assertTrue(deadline.half().over());
    }

    @Test
    void aCenturyIsNotOver() {
        Deadline deadline = Deadline.after(Duration.ofDays(36_525));
        assertFalse(deadline.over());
        assertTrue(deadline.half().left() <= Duration.ofDays(36_525).toNanos() / 2);
    }

    @ParameterizedTest
    @CsvSource({"PT0.1S, 0.1 seconds", "PT0S, 0 seconds", "PT3S, 3 seconds", "PT100S, 100 seconds", "PT-1.5S, -1.5 seconds",
        "PT0.000000001S, 0.000000001 seconds", "PT1H, 3600 seconds"})
    void theTextIsAPlainDecimal(Duration time, String text) {
        assertEquals(text, Deadline.after(time).expired("").getMessage());
    }
}
