package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo.State;
import pykka.api.inspect.Inspection;
import pykka.childjvm.Ended;
import pykka.testkit.log.Recorder;

/**
 * Dumps of very many threads and actors, and with little memory. A tenth of the sizes, divided by the scale, in the normal build.
 * The full sizes, with what they cost printed:
 * {@code mvn verify -Psoak -pl pykka.debug -am -Dtest=DumpSizeTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class DumpSizeTest {
    private static final int PART = 10;

    /** Counts what it is given. */
    private static final class Counter extends Writer {
        private static final String HEAD = "Current state of ";
        long bytes;
        int threads;
        String last = "";

        @Override
        public Writer append(CharSequence text) {
            bytes += text.chars().map(c -> c < 128 ? 1 : 3).sum();
            if (text.toString().startsWith(HEAD)) {
                threads++;
            }
            last = text.toString();
            return this;
        }

        @Override
        public Writer append(char c) {
            bytes++;
            return this;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Actors that wait, each for one that waits for nobody in particular. */
    static class Main {
        private static final Promise<Object> OVER = Promise.create();

        public static void main(String[] args) throws Exception {
            String runtime = args[0];
            int count = Integer.parseInt(args[1]);
            int depth = args[2].equals("deep") ? 250 : 0;
            ActorOptions options = ActorOptions.defaults().runtime(runtime).daemon(true);
            for (int i = 0; i < count; i++) {
                Actor.start(Tests.Plain::new, options).defer(actor -> down(depth));
            }
            Tests.await("all wait", () -> Inspection.summary(0).states().getOrDefault(State.WAITING, 0) == count);
            for (int i = 0; i < 2; i++) { // the second one without loading of classes
                Counter counter = new Counter();
                long begin = System.nanoTime();
                ThreadTracebacks.write(counter);
                System.out.println("ms " + i + ": " + (System.nanoTime() - begin) / 1_000_000);
                System.out.println("bytes " + i + ": " + counter.bytes);
                System.out.println("records " + i + ": " + counter.threads);
                System.out.println("last " + i + ": " + counter.last.replace("\n", " | "));
            }
            if (args[2].equals("log")) {
                int[] records = {0};
                Recorder.listen(record -> records[0]++);
                System.out.println("logged: " + ThreadTracebacks.log() + " " + (records[0] >= count));
                List<Object> filling = new ArrayList<>();
                boolean returned = false;
                try {
                    for (int size = 1 << 20; size > 0;) {
                        try {
                            filling.add(new byte[size]);
                        } catch (OutOfMemoryError e) {
                            size /= 2;
                        }
                    }
                    for (int i = 0; i < 20; i++) {
                        ThreadTracebacks.log();
                    }
                    returned = true;
                } finally {
                    filling.clear();
                }
                System.out.println("out of memory: " + returned);
                System.out.println("and then: " + ThreadTracebacks.log());
            }
        }
    }

    /** Makes the stack deep. */
    private static void down(int depth) {
        if (depth == 0) {
            Main.OVER.get();
        } else {
            down(depth - 1);
        }
    }

    private static Ended run(List<String> options, Object... arguments) throws Exception {
        Ended ended = Jvm.run(options, Main.class, arguments);
        System.out.println("DumpSizeTest " + List.of(arguments) + ": " + String.join("; ", ended.lines()));
        return ended;
    }

    @Test
    void faultI9TenThousandThreadsAreDumpedWithinASecondAndTwelveMegabytes() throws Exception {
        int count = Tests.scaled(10_000, PART);
        Ended ended = run(List.of("-Xss256k"), "threading", count, "");
        assertTrue(ended.number("ms 1:") <= Tests.slack(Duration.ofSeconds(1)).toMillis(), ended::toString);
        assertTrue(ended.number("bytes 1:") <= 12_000_000, ended::toString);
        assertTrue(ended.number("records 1:") + leftOut(ended) > count, ended::toString);
        assertTrue(ended.the("last 1:").startsWith(count + " actors, " + count + " WAITING"), ended::toString);
    }

    @Test
    @EnabledForJreRange(minVersion = 21)
    void faultI10OfAMillionVirtualActorsTheBusiestAreDumpedWithinFiveSecondsAndFiveMegabytes() throws Exception {
        int count = Tests.scaled(1_000_000, PART);
        Ended ended = run(List.of("-Xmx6g"), "virtual", count, "");
        assertTrue(ended.number("ms 1:") <= Tests.slack(Duration.ofSeconds(5)).toMillis(), ended::toString);
        assertTrue(ended.number("bytes 1:") <= 5_000_000, ended::toString);
        assertTrue(ended.number("records 1:") >= Math.min(count, 1_000), ended::toString);
        assertTrue(ended.the("last 1:").startsWith(count + " actors, " + count + " WAITING"), ended::toString);
    }

    @Test
    void faultI11WithLittleMemoryOrNoneADumpDoesNotThrow() throws Exception {
        int count = Tests.scaled(5_000, PART);
        Ended ended = run(List.of("-Xmx24m", "-Xss256k", "-XX:+UseSerialGC"), "threading", count, "log");
        assertEquals("true true", ended.the("logged:"));
        assertEquals("true", ended.the("out of memory:"));
        assertEquals("true", ended.the("and then:"));
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() throws Exception {
        int count = 1_500;
        Ended ended = run(List.of("-Xss512k"), "threading", count, "deep");
        long bytes = ended.number("bytes 1:");
        assertTrue(bytes > 10_000_000 && bytes <= 12_000_000, ended::toString);
        assertTrue(ended.number("records 1:") < count, ended::toString);
        assertTrue(leftOut(ended) > 0 && ended.number("records 1:") + leftOut(ended) >= count, ended::toString);
    }

    private static long leftOut(Ended ended) {
        Matcher leftOut = Pattern.compile(" (\\d+) more threads and actors are left out").matcher(ended.the("last 1:"));
        return leftOut.find() ? Long.parseLong(leftOut.group(1)) : 0;
    }
}
