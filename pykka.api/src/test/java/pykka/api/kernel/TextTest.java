package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({"10, \\n", "13, \\r", "9, \\t", "0, \\u0000", "27, \\u001b", "127, \\u007f", "133, \\u0085", "8232, \\u2028",
        "8233, \\u2029"})
    void whatCouldBeginALineIsEscaped(int character, String escaped) {
        assertEquals("a" + escaped + "b", Text.clean("a" + (char) character + "b"));
        assertFalse(Text.isClean("a" + (char) character));
    }

    @Test
    void aCleanTextIsLeftAsItIs() {
        String text = "Grüße, \ud83d\ude00!";
        assertSame(text, Text.clean(text));
        assertTrue(Text.isClean(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000})
    void aThousandCharactersAreLeft(int length) {
        assertEquals(length, Text.clean("x".repeat(length)).length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", "\u0000"})
    void moreAreCutAfterEscaping(String unit) {
        String cut = Text.clean(unit.repeat(10_000_000));
        assertEquals(1_000, cut.length());
        assertTrue(cut.endsWith("..."));
        assertTrue(Text.isClean(cut));
    }

    @Test
    void aToStringThatThrowsIsNamed() {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("\n");
            }
        };
        assertEquals(bad.getClass().getName() + " (its toString threw java.lang.AssertionError)", Text.of(bad));
    }

    @Test
    void aToStringThatRecursForEverIsNamed() {
        Object bad = new Object() {
            @Override
            public String toString() {
                return "" + this;
            }
        };
        assertEquals(bad.getClass().getName() + " (its toString threw java.lang.StackOverflowError)", Text.of(bad));
    }

    @Test
    void aToStringThatReturnsNullGivesTheClass() {
        Object bad = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };
        assertEquals(bad.getClass().getName(), Text.of(bad));
    }

    @Test
    void nullIsNull() {
        assertEquals("null", Text.of(null));
    }
}
