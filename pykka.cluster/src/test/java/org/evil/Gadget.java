package org.evil;

import java.io.ObjectInputStream;
import java.io.Serializable;

/** A class that is on the list of no node: records whether it was ever initialized or read. */
public final class Gadget implements Serializable {
    private static final long serialVersionUID = 1;

    static {
        System.setProperty("org.evil.Gadget", "initialized");
    }

    public static void load() {}

    private void readObject(ObjectInputStream in) {
        System.setProperty("org.evil.Gadget", "read");
    }

    /** One more, as a record. */
    public record Recorded(String text) implements Serializable {
        static {
            System.setProperty("org.evil.Gadget", "recorded");
        }
    }
}
