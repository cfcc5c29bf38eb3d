package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;

/** What the registry does takes time in proportion to the number of actors, and a look-up by URN none to speak of. */
class RegistryScaleTest {
    static class Many extends Actor {}

    static class Few extends Actor {}

    static class Main {
        public static void main(String[] args) {
            ActorOptions options = ActorOptions.defaults().runtime(new OneThreadRuntime()).daemon(true);
            int small = Integer.parseInt(args[1]);
            for (int count : new int[] {small, small, 10 * small}) { // the first time is for the compiler
                List<ActorRef<?>> refs = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    refs.add(i % 100 == 0 ? Actor.start(Few::new, options) : Actor.start(Many::new, options));
                }
                refs.get(count - 1).ask("all have begun");
                int repeats = args[0].equals("stopAll") ? 1 : 7;
                long best = Long.MAX_VALUE;
                for (int i = 0; i < repeats; i++) {
                    long begin = System.nanoTime();
                    int found = operate(args[0], refs);
                    best = Math.min(best, System.nanoTime() - begin);
                    System.out.println("found " + found + " of " + count);
                }
                System.out.println("nanoseconds each: " + best / count);
                ActorRegistry.stopAll();
            }
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

    @ParameterizedTest
    @ValueSource(strings = {"getAll", "getByClass", "getByUrn", "broadcast", "stopAll"})
    void tenTimesTheActorsTakeAboutTenTimesAsLong(String operation) throws Exception {
        int small = Math.max(1_000, Tests.scaled(10_000));
        Child.Ended ended = Child.of(Main.class, operation, small).with("-Xmx1g").run().expect(0);
        List<Long> each = ended.all("nanoseconds each:").stream().map(Long::parseLong).toList();
        assertEquals(3, each.size(), ended::toString);
        ended.all("found").forEach(found -> assertTrue(found.matches("(\\d+) of \\1"), ended::toString));
        // caches grow too small, the compiler is still at it: quadratic would be 10, and is 30 with these on top
        long most = Tests.slack(Duration.ofNanos(6 * each.get(1) + TimeUnit.MICROSECONDS.toNanos(1))).toNanos();
        assertTrue(each.get(2) <= most, () -> operation + ": " + each + " in " + ended);
    }
}
