package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorFactory;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Futures;
import pykka.api.inspect.Inspection;
import pykka.childjvm.Ended;
import pykka.threading.ThreadingFuture;

/** The first use of the library is near the end of a stack: whatever comes of it, the library can be used after that. */
class FirstUseTest {
    /** Answers what it is sent. */
    public static class Echo extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }

        public Object twice(String text) {
            return text + text;
        }
    }

    static class Main {
        private static final Duration LIMIT = Duration.ofSeconds(10);
        private static final ActorFactory<Echo> ECHO = Echo::new;

        /** No lambdas but those made here: they are the user's, and so are their errors. */
        private static Runnable use(String what) {
            return switch (what) {
                case "start" -> () -> Actor.start(ECHO);
                case "new" -> Echo::new;
                case "options" -> ActorOptions::defaults;
                case "future" -> () -> Futures.of("first").get();
                case "threadingFuture" -> ThreadingFuture::new;
                case "registry" -> ActorRegistry::getAll;
                case "inspection" -> Inspection::counts;
                case "proxy" -> new Runnable() {
                    private final ActorRef<Echo> ref = Actor.start(ECHO);

                    @Override
                    public void run() {
                        ref.proxy();
                    }
                };
                case "urn" -> new Runnable() {
                    private final ActorRef<Echo> ref = Actor.start(ECHO);

                    @Override
                    public void run() {
                        ref.actorUrn();
                    }
                };
                default -> throw new IllegalArgumentException(what);
            };
        }

        /** On the way back from the end of the stack, so many frames from there. */
        private static int down(Runnable use, int frames, String[] outcome) {
            int above;
            try {
                above = down(use, frames, outcome) + 1;
            } catch (StackOverflowError e) {
                above = 0;
            }
            if (above == frames) {
                try {
                    use.run();
                    outcome[0] = "used";
                } catch (StackOverflowError e) {
                    outcome[0] = "refused";
                }
            }
            return above;
        }

        public static void main(String[] args) throws InterruptedException {
            Runnable use = use(args[0]);
            String[] outcome = {"not reached"};
            Thread thread = new Thread(null, () -> down(use, Integer.parseInt(args[1]), outcome), "full", 512 << 10);
            thread.start();
            thread.join();
            System.out.println("first use: " + outcome[0]);
            System.out.println("then: " + all());
            ActorRegistry.stopAll(LIMIT);
        }

        private static String all() {
            ActorRef<Echo> ref = Actor.start(ECHO);
            ref.tell("told");
            Supplier<Object> asked = () -> ref.ask("asked", LIMIT);
            ActorProxy proxy = ref.proxy();
            List<Object> results = List.of(asked.get(), proxy.call("twice", "a").get(LIMIT),
                    Futures.of("mapped").map(value -> value).get(), ActorRegistry.getByUrn(ref.actorUrn()).isPresent(),
                    ref.stop(LIMIT), ref.whenStopped().isDone());
            return results.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "new", "options", "future", "threadingFuture", "registry", "inspection", "proxy", "urn"})
    void theLibraryCanBeUsedAfterAFirstUseOnAFullStack(String use) throws Exception {
        Random random = new Random();
        int rounds = Tests.scaled(Boolean.getBoolean("pykka.tck.full") ? 50 : 2);
        for (int i = 0; i < rounds; i++) {
            int frames = random.nextInt(700);
            Ended ended = Jvm.of(Main.class, use, frames).with(i % 2 == 0 ? "-Xint" : "-XX:+TieredCompilation").run();
            assertEquals("[asked, aa, mapped, true, true, true]", ended.expect(0).the("then:"),
                    () -> use + " at frame " + frames + " of " + ended);
        }
    }
}
