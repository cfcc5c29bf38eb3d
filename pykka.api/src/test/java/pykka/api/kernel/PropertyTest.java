package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PropertyTest {
    private static final String NAME = "pykka.test.property";

    @AfterEach
    void clear() {
        System.clearProperty(NAME);
    }

    @Test
    void blankIsNotSet() {
        assertNull(Property.get(NAME));
        System.setProperty(NAME, " \t");
        assertNull(Property.get(NAME));
        assertTrue(Property.bool(NAME, true));
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        System.setProperty(NAME, " false ");
        assertFalse(Property.bool(NAME, true));
    }

    @Test
    void whatIsNotSetIsWhatTheCallerSays() {
        assertFalse(Property.bool(NAME, false));
        assertTrue(Property.bool(NAME, true));
    }

    @Test
    void trueIsTrue() {
        System.setProperty(NAME, "true");
        assertTrue(Property.bool(NAME, false));
    }

    @Test
    void capitalLettersMeanTheSame() {
        System.setProperty(NAME, "TRUE");
        assertTrue(Property.bool(NAME, false));
        System.setProperty(NAME, "False");
        assertFalse(Property.bool(NAME, true));
    }

    @Test
    void aValueThatMeansNothingIsNamedWithTheRemedy() {
        System.setProperty(NAME, "yes\nno");
        Exception e = assertThrows(IllegalStateException.class, () -> Property.bool(NAME, true));
        assertEquals("The property pykka.test.property is 'yes\\nno': it must be true or false", e.getMessage());
    }
}
