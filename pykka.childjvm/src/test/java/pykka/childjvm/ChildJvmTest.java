package pykka.childjvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
    private static ChildJvm child(Class<?> main, Object... arguments) {
        return ChildJvm.java().classPath(List.of(ChildJvm.home(ChildJvmTest.class))).main(main.getName(), arguments);
    }

    static class Prints {
        public static void main(String[] args) {
            for (int i = 0; i < 10_000; i++) {
                System.out.println("line " + i);
            }
            System.err.println("error");
            System.out.print("end " + args[0]);
            System.exit(3);
        }
    }

    /** Prints a part of a line, says by its standard error that it has, and never ends. */
    static class Hangs {
        public static void main(String[] args) throws InterruptedException {
            System.out.println("whole");
            System.out.print("par");
            System.out.flush();
            System.err.println("ready");
            new CountDownLatch(1).await();
        }
    }

    @Test
    void allThatWasPrintedIsThereAndTheLastLineNeedsNoEnd() throws Exception {
        Ended ended = child(Prints.class, "here").run().expect(3);
        assertEquals(10_000, ended.all("line ").size());
        assertEquals("9999", ended.all("line ").get(9_999));
        assertEquals("here", ended.the("end"));
        assertTrue(ended.lines().contains("error"));
    }

    @Test
    void standardErrorIsKeptApartIfWanted() throws Exception {
        Ended ended = child(Prints.class, 1).apart().run();
        assertFalse(ended.lines().contains("error"));
        assertEquals(List.of("error"), ended.errors());
    }

    @Test
    void wrongExitCodeFailsWithTheOutput() throws Exception {
        Ended ended = child(Prints.class, "here").run();
        assertTrue(assertThrows(AssertionError.class, () -> ended.expect(0)).getMessage().contains("line 9999\n"));
    }

    @Test
    void lineThatIsNotWholeYetIsNotSeen() throws Exception {
        try (Child child = child(Hangs.class).apart().start()) {
            child.await("ready");
            assertEquals(List.of("whole"), child.lines());
        }
    }

    @Test
    void processThatDoesNotEndFailsWithItsThreadsAndIsKilled() throws Exception {
        ProcessHandle handle;
        try (Child child = child(Hangs.class).start()) {
            handle = ProcessHandle.of(child.pid()).orElseThrow();
            child.await("parready"); // both outputs are one
            String said = assertThrows(AssertionError.class, () -> child.end(Duration.ofMillis(10))).getMessage();
            assertTrue(said.contains("ready") && said.contains("ChildJvmTest$Hangs.main("), said);
        }
        assertFalse(handle.isAlive());
    }

    @Test
    void processThatEndsWithoutTheLineIsNotWaitedFor() throws Exception {
        try (Child child = child(Prints.class, "here").start()) {
            assertTrue(assertThrows(AssertionError.class, () -> child.await("no such line")).getMessage().startsWith("ended without"));
        }
    }

    @Test
    void signalReachesTheProcess() throws Exception {
        try (Child child = child(Hangs.class).start()) {
            child.await("parready");
            child.signal("TERM");
            child.end().expect(128 + 15);
        }
    }
}
