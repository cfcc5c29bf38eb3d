package pykka.tck.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Checked exceptions, which the compiler knows where a class is given, and which pass as they are where none is. */
@Contract
class CheckedContract extends Conformance {
    CheckedContract(String runtime) {
        super(runtime);
    }

    /** Throws what it is sent. */
    static final class Failing extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
            if (message instanceof Exception failure) {
                throw failure;
            }
            return message;
        }
    }

    @Test
    void askThrowsTheClassThatIsGivenAsItIs() {
        ActorRef<Failing> ref = start(Failing::new);
        IOException failure = new FileNotFoundException("a subclass");
        try {
            ref.ask(failure, IOException.class);
        } catch (IOException e) {
            assertSame(failure, e);
        }
        assertSame(failure, assertThrows(IOException.class, () -> ref.ask(failure, IOException.class, LONG)));
        assertEquals("answer", assertAnswer(ref));
    }

    private static @Nullable Object assertAnswer(ActorRef<Failing> ref) {
        try {
            return ref.ask("answer", IOException.class, LONG);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void askWrapsACheckedExceptionOfAnotherClass() {
        ActorRef<Failing> ref = start(Failing::new);
        TimeoutException other = new TimeoutException("not an IOException");
        assertSame(other,
                assertThrows(UndeclaredThrowableException.class, () -> ref.ask(other, IOException.class)).getCause());
        assertSame(other, assertThrows(TimeoutException.class, () -> ref.ask(other)));
    }

    @Test
    void askThrowsWhatIsNotCheckedAsItIs() {
        ActorRef<Failing> ref = start(Failing::new);
        IllegalStateException unchecked = new IllegalStateException();
        assertSame(unchecked, assertThrows(IllegalStateException.class, () -> ref.ask(unchecked, IOException.class)));
        Busy busy = new Busy(ref);
        assertThrows(ActorTimeoutException.class, () -> ref.ask("late", IOException.class, Duration.ofMillis(1)));
        busy.goOn();
    }

    @Test
    void getOrThrowChecksTheClassWhenItRuns() {
        IOException failure = new IOException();
        TimeoutException other = new TimeoutException();
        Error error = new Error();
        assertSame(failure, assertThrows(IOException.class, () -> Futures.failed(failure).getOrThrow(IOException.class)));
        assertSame(other, assertThrows(UndeclaredThrowableException.class,
                () -> Futures.failed(other).getOrThrow(IOException.class, LONG)).getCause());
        assertSame(error, assertThrows(Error.class, () -> Futures.failed(error).getOrThrow(IOException.class)));
        Future<String> done = Futures.of("value");
        assertEquals("value", done.getOrThrow(RuntimeException.class));
    }

    static final class Broken extends Actor {
        Broken() throws IOException {
            throw new IOException("constructor");
        }
    }

    @Test
    void startThrowsTheClassThatIsGivenAsItIs() {
        ActorOptions options = ActorOptions.defaults().runtime(runtime);
        try {
            Actor.start(Broken::new, options, IOException.class);
        } catch (IOException e) {
            assertEquals("constructor", e.getMessage());
        }
        assertEquals("constructor", assertThrows(IOException.class, () -> start(Broken::new)).getMessage());
        assertEquals("constructor", assertThrows(UndeclaredThrowableException.class,
                () -> Actor.start(Broken::new, options, TimeoutException.class)).getCause().getMessage());
    }
}
