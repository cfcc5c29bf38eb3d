package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.childjvm.Ended;

/**
 * What the registry does takes time in proportion to the number of actors, and a look-up by URN none to speak of: processor time
 * of the caller, but for stopAll, which waits.
 */
class RegistryScaleTest {
    private static final List<String> OPERATIONS = List.of("getAll", "getByClass", "getByUrn", "broadcast", "stopAll");

    static class Many extends Actor {}

    static class Few extends Actor {}

    static class Main {
        public static void main(String[] args) {
            ActorOptions options = ActorOptions.defaults().runtime(new OneThreadRuntime()).daemon(true);
            int small = Integer.parseInt(args[0]);
            for (int count : new int[] {small, small, 10 * small}) { // the first time is for the compiler
                List<ActorRef<?>> refs = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    refs.add(i % 100 == 0 ? Actor.start(Few::new, options) : Actor.start(Many::new, options));
                }
                refs.get(count - 1).ask("all have begun");
                for (String operation : OPERATIONS) {
                    int repeats = operation.equals("stopAll") ? 1 : 5;
                    long best = Long.MAX_VALUE;
                    for (int i = 0; i < repeats; i++) {
                        long begin = time(operation);
                        int found = operate(operation, refs);
                        best = Math.min(best, time(operation) - begin);
                        if (found != count) {
                            System.out.println(operation + " finds " + found + " of " + count);
                        }
                    }
                    System.out.println(operation + ": " + best / count);
                }
            }
        }

        private static long time(String operation) {
            return operation.equals("stopAll") ? System.nanoTime() : ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        private static int operate(String what, List<ActorRef<?>> refs) {
            return switch (what) {
                case "getAll" -> ActorRegistry.getAll().size();
                case "getByClass" -> 100 * ActorRegistry.getByClass(Few.class).size();
                case "getByUrn" -> (int) refs.stream().filter(ref -> ActorRegistry.getByUrn(ref.actorUrn()).get() == ref).count();
                case "broadcast" -> ActorRegistry.broadcast("all");
                default -> ActorRegistry.stopAll().size();
            };
        }
    }

    @Test
    void tenTimesTheActorsTakeAboutTenTimesAsLong() throws Exception {
        Ended ended = Jvm.of(Main.class, Math.max(1_000, Tests.scaled(5_000))).with("-Xmx1g").run().expect(0);
        assertEquals(3 * OPERATIONS.size(), ended.lines().size(), ended::toString);
        for (String operation : OPERATIONS) {
            List<Long> each = ended.all(operation + ":").stream().map(Long::parseLong).toList();
            // nanoseconds for one actor: the caches grow too small, but quadratic would be ten times as much on top
            long most = Tests.slack(Duration.ofNanos(6 * each.get(1) + 1_000)).toNanos();
            assertTrue(each.get(2) <= most, () -> operation + ": " + ended);
        }
    }
}
