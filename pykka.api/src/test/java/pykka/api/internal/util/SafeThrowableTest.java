package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SafeThrowableTest {
    private static String print(Throwable failure) {
        StringWriter text = new StringWriter();
        SafeThrowable.of(failure).printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** An exception of a user, with something in place of its toString. */
    private static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Supplier<String> text;

        Bad(Supplier<String> text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text.get();
        }
    }

    @Test
    void aSafeExceptionIsPrintedItself() {
        Throwable safe = new IllegalStateException("text", new RuntimeException("cause"));
        safe.addSuppressed(new Error("suppressed"));
        assertSame(safe, SafeThrowable.of(safe));
    }

    @Test
    void aForgedLineIsEscapedAndTheStackKept() {
        Throwable forged = new IllegalStateException("text\nERROR forged");
        Throwable printed = SafeThrowable.of(forged);
        assertNotSame(forged, printed);
        assertEquals("java.lang.IllegalStateException: text\\nERROR forged", printed.toString());
        assertArrayEquals(forged.getStackTrace(), printed.getStackTrace());
    }

    @Test
    void aForgedLineInACauseOrASuppressedOneIsEscaped() {
        Throwable suppressing = new RuntimeException("text", new Error("cause\nERROR forged"));
        assertFalse(print(suppressing).contains("\nERROR"));
        assertTrue(print(suppressing).contains("cause\\nERROR forged"));
        Throwable other = new RuntimeException("text");
        other.addSuppressed(new Error("suppressed\nERROR forged"));
        assertFalse(print(other).contains("\nERROR"));
    }

    @Test
    void aToStringThatThrowsDoesNoHarm() {
        assertTrue(print(new Bad(() -> {
            throw new Error("toString");
        })).contains("its toString threw java.lang.Error"));
    }

    @Test
    void aLongTextIsCut() {
        assertEquals(1_000, SafeThrowable.of(new Bad(() -> "x".repeat(10_000_000))).toString().length());
    }

    @Test
    void oneThatPrintsItselfDoesNot() {
        Throwable bad = new RuntimeException("text") {
            private static final long serialVersionUID = 1;

            @Override
            public void printStackTrace(PrintStream stream) {
                throw new Error("printed");
            }
        };
        assertNotSame(bad, SafeThrowable.of(bad));
    }

    @Test
    void oneWithoutStackDoesNoHarm() {
        Throwable bad = new RuntimeException("text") {
            private static final long serialVersionUID = 1;

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new Error("stack");
            }
        };
        assertEquals(0, SafeThrowable.of(bad).getStackTrace().length);
    }

    @Test
    void aCircleOfCausesIsPrinted() {
        Throwable first = new RuntimeException("first");
        Throwable second = new RuntimeException("second", first);
        first.initCause(second);
        String text = print(first);
        assertTrue(text.contains("first") && text.contains("second"), text);
    }

    @Test
    void aLongChainOfCausesIsCut() {
        Throwable chain = new RuntimeException("innermost");
        for (int i = 0; i < 100_000; i++) {
            chain = new RuntimeException("outer", chain);
        }
        assertFalse(print(chain).contains("innermost"));
    }
}
