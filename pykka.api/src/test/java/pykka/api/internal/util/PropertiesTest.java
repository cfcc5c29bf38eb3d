package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PropertiesTest {
    private static final String NAME = "pykka.test.property";

    @AfterEach
    void clear() {
        System.clearProperty(NAME);
    }

    @Test
    void blankIsNotSet() {
        assertNull(Properties.get(NAME));
        System.setProperty(NAME, " \t");
        assertNull(Properties.get(NAME));
        assertTrue(Properties.bool(NAME, true));
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        System.setProperty(NAME, " false ");
        assertFalse(Properties.bool(NAME, true));
    }

    @Test
    void whatIsNotSetIsWhatTheCallerSays() {
        assertFalse(Properties.bool(NAME, false));
        assertTrue(Properties.bool(NAME, true));
    }

    @Test
    void trueIsTrue() {
        System.setProperty(NAME, "true");
        assertTrue(Properties.bool(NAME, false));
    }

    @Test
    void capitalLettersMeanTheSame() {
        System.setProperty(NAME, "TRUE");
        assertTrue(Properties.bool(NAME, false));
        System.setProperty(NAME, "False");
        assertFalse(Properties.bool(NAME, true));
    }

    @Test
    void aValueThatMeansNothingIsNamedWithTheRemedy() {
        System.setProperty(NAME, "yes\nno");
        Exception e = assertThrows(IllegalStateException.class, () -> Properties.bool(NAME, true));
        assertEquals("The property pykka.test.property is 'yes\\nno': it must be true or false", e.getMessage());
    }
}
