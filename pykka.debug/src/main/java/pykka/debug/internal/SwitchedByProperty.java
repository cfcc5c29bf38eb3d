package pykka.debug.internal;

import pykka.api.spi.FirstStartListener;
import pykka.debug.Switches;

/** Switches on what the property of the JVM says, before the first actor starts. */
public final class SwitchedByProperty implements FirstStartListener {
    /** For ServiceLoader. */
    public SwitchedByProperty() {}

    @Override
    public void firstStart() {
        String text = System.getProperty(Switches.PROPERTY);
        if (text != null) {
            Switches.open(text);
        }
    }
}
