package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorStarvationException;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;
import pykka.threading.ExecutorRuntime;

/** Actors on the event thread of Swing: on a virtual screen where Xvfb is installed, and without any screen. */
@Tag("slow")
class SwingTest {
    /** Knows something, on a thread of its own. */
    static class Indexer extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message + ": 3 files";
        }
    }

    /** A view, on the event thread: its fields and widgets need no lock, and it shows what an actor knows. */
    static class View extends Actor {
        private record Found(Object text) {}

        private final ActorRef<Indexer> indexer;
        private final CountDownLatch shown;
        private JLabel label;
        private JFrame frame;

        View(ActorRef<Indexer> indexer, CountDownLatch shown) {
            this.indexer = indexer;
            this.shown = shown;
        }

        @Override
        protected void onStart() {
            label = new JLabel();
            if (!GraphicsEnvironment.isHeadless()) {
                frame = new JFrame("Files");
                frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
                frame.add(label);
                frame.setSize(300, 100);
                frame.setVisible(true);
            }
        }

        @Override
        protected Object onReceive(Object message) {
            if (message instanceof Found found) {
                label.setText(found.text().toString());
                System.out.println("shown " + label.getText() + " by " + SwingUtilities.isEventDispatchThread() + " "
                        + (frame == null || label.isShowing()));
                shown.countDown();
            } else {
                indexer.askAsync(message).onComplete((answer, failure) -> actorRef().tell(new Found(answer)));
            }
            return null;
        }

        Object waitForIt() {
            return indexer.ask("*.java");
        }

        @Override
        protected void onStop() {
            if (frame != null) {
                frame.dispose();
            }
        }
    }

    static class Program {
        public static void main(String[] args) throws Exception {
            ActorOptions swing = ActorOptions.defaults()
                    .runtime(ExecutorRuntime.singleThread("swing", SwingUtilities::invokeLater));
            ActorRef<Indexer> indexer = Actor.start(Indexer::new);
            CountDownLatch shown = new CountDownLatch(1);
            ActorRef<View> view = Actor.start(() -> new View(indexer, shown), swing);
            view.tell("*.java");
            shown.await();
            System.out.println("headless " + GraphicsEnvironment.isHeadless());
            try {
                view.call(View::waitForIt).get();
            } catch (ActorStarvationException e) {
                System.out.println("refused " + e.getMessage());
            }
            SwingUtilities.invokeAndWait(() -> {
                try {
                    view.ask("*.java");
                } catch (ActorDeadlockException e) {
                    System.out.println("refused " + e.getMessage());
                }
            });
            between(swing);
            System.out.println("ended " + ActorRegistry.stopAll().values());
        }

        /** How many events Swing handles while an actor has a backlog. */
        private static void between(ActorOptions swing) throws Exception {
            ActorRef<View> busy = Actor.start(() -> new View(null, null), swing);
            AtomicInteger handled = new AtomicInteger();
            AtomicInteger before = new AtomicInteger(-1);
            SwingUtilities.invokeAndWait(() -> { // nothing else runs until all is queued
                for (int i = 0; i < 1_000; i++) {
                    busy.defer(view -> handled.incrementAndGet());
                }
                SwingUtilities.invokeLater(() -> before.set(handled.get()));
            });
            busy.run(view -> {}).get();
            System.out.println("before the event " + before.get());
        }
    }

    private static void assertRuns(ChildJvm program, boolean headless) throws Exception {
        Ended ended = program.with("-Djava.awt.headless=" + headless).run().expect(0);
        assertEquals(Boolean.toString(headless), ended.the("headless"), ended::toString);
        assertEquals("*.java: 3 files by true true", ended.the("shown"), ended::toString);
        List<String> refused = ended.all("refused");
        assertEquals(2, refused.size(), ended::toString);
        assertTrue(refused.get(0).startsWith("View (urn:uuid:") && refused.get(0).contains("must not wait: the runtime 'swing'"),
                ended::toString);
        assertTrue(refused.get(1).startsWith("The thread AWT-EventQueue-0 would wait for View (urn:uuid:"), ended::toString);
        long before = ended.number("before the event");
        assertTrue(before >= 1 && before <= 16, ended::toString);
        assertEquals("[true, true, true]", ended.the("ended"), ended::toString);
    }

    @Test
    void aViewShowsWhatAnActorKnowsWithoutAScreen() throws Exception {
        assertRuns(Jvm.of(Program.class), true);
    }

    @Test
    void aViewShowsWhatAnActorKnowsOnAScreen() throws Exception {
        Optional<Path> xvfb = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "Xvfb")).filter(Files::isExecutable).findFirst();
        assumeTrue(xvfb.isPresent(), "Xvfb is not installed");
        try (Child screen = ChildJvm.program(xvfb.get().toString())
                .with("-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "640x480x24").start()) {
            Awaitility.await().until(() -> !screen.lines().isEmpty()); // the number of its display, when it is ready
            assertRuns(Jvm.of(Program.class).environment("DISPLAY", ":" + screen.lines().get(0)), false);
        }
    }
}
