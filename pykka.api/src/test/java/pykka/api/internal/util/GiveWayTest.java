package pykka.api.internal.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import pykka.api.spi.ActorThreads;

class GiveWayTest {
    /** Runs code on a virtual thread, and returns what it throws. */
    private static @Nullable Throwable thrown(Runnable code) {
        CompletableFuture<@Nullable Throwable> thrown = new CompletableFuture<>();
        ActorThreads.virtual("deep", () -> {
            try {
                code.run();
                thrown.complete(null);
            } catch (Throwable e) {
                thrown.complete(e);
            }
        }).start();
        return thrown.join();
    }

    /** Runs code near the end of the stack, as the library sees it, and then throws that there is no more. */
    private static void atTheEnd(Runnable code) {
        try {
            StackReserve.ensure();
        } catch (StackOverflowError e) {
            code.run();
            throw e;
        }
        atTheEnd(code);
    }

    @Test
    void virtualThreadGivesWayAtTheEndOfItsStack() {
        assumeTrue(ActorThreads.virtualAvailable());
        FirstUse.prepare(); // as each entry point of the library does: else its classes would be loaded at the end of the stack
        StringBuilder seen = new StringBuilder();
        Executable yield = Thread::yield;
        assertThrows(StackOverflowError.class, () -> {
            throw new StackOverflowError(); // links what is called below where there is stack for that
        });
        assertEquals(StackOverflowError.class, thrown(() -> atTheEnd(() -> {
            if (seen.length() == 0) {
                assertThrows(StackOverflowError.class, yield, "there would be nothing to mend");
                GiveWay.now();
                seen.append("gave way");
            }
        })).getClass());
        assertEquals("gave way", seen.toString());
    }
}
