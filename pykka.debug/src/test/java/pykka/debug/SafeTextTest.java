package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void whatCouldBeginALineOrControlATerminalIsEscaped() {
        assertEquals("a\\nb\\r\\t\\u001b\\u0085\\u2028\\u2029 \u00e9", SafeText.clean("a\nb\r\t\u001b\u0085\u2028\u2029 \u00e9"));
    }

    @Test
    void itIsTruncatedToAThousandCharacters() {
        assertEquals("x".repeat(1_000), SafeText.clean("x".repeat(1_000)));
        assertEquals("x".repeat(997) + "...", SafeText.clean("x".repeat(1_001)));
        assertEquals(1_000, SafeText.clean("\n".repeat(1_000)).length());
    }

    @Test
    void theNameOfALambdaIsThatOfTheClassThatWroteIt() {
        Runnable lambda = () -> {};
        assertEquals("pykka.debug.SafeTextTest$$Lambda", SafeText.className(lambda.getClass()));
        assertEquals("java.lang.String", SafeText.className(String.class));
    }
}
