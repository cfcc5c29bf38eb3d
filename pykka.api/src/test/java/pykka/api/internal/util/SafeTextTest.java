package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @CsvSource({"10, \\n", "13, \\r", "9, \\t", "0, \\u0000", "27, \\u001b", "127, \\u007f", "133, \\u0085", "8232, \\u2028",
        "8233, \\u2029"})
    void whatCouldBeginALineIsEscaped(int character, String escaped) {
        assertEquals("a" + escaped + "b", SafeText.clean("a" + (char) character + "b"));
        assertFalse(SafeText.isClean("a" + (char) character));
    }

    @Test
    void aCleanTextIsLeftAsItIs() {
        String text = "Grüße, \ud83d\ude00!";
        assertSame(text, SafeText.clean(text));
        assertTrue(SafeText.isClean(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000})
    void aThousandCharactersAreLeft(int length) {
        assertEquals(length, SafeText.clean("x".repeat(length)).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "\u0000"})
    void moreAreCutAfterEscaping(String unit) {
        String cut = SafeText.clean(unit.repeat(10_000_000));
        assertEquals(1_000, cut.length());
        assertTrue(cut.endsWith("..."));
        assertTrue(SafeText.isClean(cut));
    }

    @Test
    void aToStringThatThrowsIsNamed() {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("\n");
            }
        };
        assertEquals(bad.getClass().getName() + " (its toString threw java.lang.AssertionError)", SafeText.of(bad));
    }

    @Test
    void aToStringThatRecursForEverIsNamed() {
        Object bad = new Object() {
            @Override
            public String toString() {
                return "" + this;
            }
        };
        assertEquals(bad.getClass().getName() + " (its toString threw java.lang.StackOverflowError)", SafeText.of(bad));
    }

    @Test
    void aToStringThatReturnsNullGivesTheClass() {
        Object bad = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        assertEquals(bad.getClass().getName(), SafeText.of(bad));
    }

    @Test
    void nullIsNull() {
        assertEquals("null", SafeText.of(null));
    }
}
