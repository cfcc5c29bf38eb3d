package pykka.tck.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import pykka.api.inspect.Counts;
import pykka.api.inspect.Inspection;

/** What became of the messages of all actors since it was made. Exact when no sender and no actor is at work. */
public final class Balance {
    private final Counts before = Inspection.counts();

    public long accepted() {
        return Inspection.counts().accepted() - before.accepted();
    }

    public long handled() {
        return Inspection.counts().handled() - before.handled();
    }

    public long deadLettered() {
        return Inspection.counts().deadLettered() - before.deadLettered();
    }

    public long withdrawn() {
        return Inspection.counts().withdrawn() - before.withdrawn();
    }

    public long refused() {
        return Inspection.counts().refused() - before.refused();
    }

    /** Asserts all three, and that they add up. */
    public void assertIs(long accepted, long handled, long deadLettered) {
        assertEquals("accepted " + accepted + ", handled " + handled + ", dead-lettered " + deadLettered,
                "accepted " + accepted() + ", handled " + handled() + ", dead-lettered " + deadLettered());
        assertEquals(accepted, handled + deadLettered + withdrawn(), "accepted = handled + dead-lettered + withdrawn");
    }
}
