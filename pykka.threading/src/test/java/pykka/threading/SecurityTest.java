package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.testkit.StopActors;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/** What a reviewer of security would try. The letters are those of the project's list. */
@ExtendWith(StopActors.class)
class SecurityTest {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\u0085\\u2028\\u2029]");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private AutoCloseable listening;

    static class Counting extends Actor {
        private int handled;

        @Override
        protected Object onReceive(Object message) {
            return ++handled;
        }
    }

    @BeforeEach
    void listen() {
        Recorder.debug(true);
        listening = Recorder.listen(records::add);
    }

    @AfterEach
    void stopAll() throws Exception {
        ActorRegistry.stopAll();
        listening.close();
        Recorder.debug(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\nERROR forged", "A\r\nERROR forged", "A\u0085ERROR forged", "A\u2028ERROR forged",
        "A\u2029ERROR forged", "A\u001bforged", "A\u009b31mforged", "A\bforged", "A\tforged", "A\u000bforged", "A\u000cforged",
        "A${jndi:x}{}%n"})
    void ruleS12NoNameOfAClassForgesALineOrAThreadName(String name) throws Exception {
        Constructor<?> constructor = renamed(name).getConstructor();
        ActorRef<?> ref = Actor.start(() -> (Actor) constructor.newInstance(), ActorOptions.defaults().runtime("threading"));
        String threadName = (String) ref.ask("thread");
        ref.ask("unexpected");
        assertThrows(IllegalStateException.class, () -> ref.ask(new IllegalStateException("as asked")));
        ref.tell(new IllegalStateException("as told"));
        ref.whenStopped().get(Duration.ofSeconds(10));

        assertEquals(List.of("DEBUG", "DEBUG", "WARN", "INFO", "ERROR", "DEBUG"), records.stream().map(LogRecord::level).toList());
        for (LogRecord record : records) {
            assertFalse(UNSAFE.matcher(record.message()).find(), record::toString);
            assertTrue(record.message().contains("${jndi:x}{}%n") || !name.contains("$"), record::toString);
        }
        assertFalse(UNSAFE.matcher(threadName).find(), threadName);
        assertTrue(threadName.startsWith("A"), threadName);
    }

    /** Defines the class under another name, filled up to the same length in UTF-8. */
    private static Class<?> renamed(String name) throws Exception {
        String old = Forged_____________.class.getSimpleName();
        byte[] code;
        try (InputStream in = Forged_____________.class.getResourceAsStream(old + ".class")) {
            code = in.readAllBytes();
        }
        String bytes = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        bytes += "x".repeat(old.length() - bytes.length());
        byte[] changed = new String(code, StandardCharsets.ISO_8859_1).replace(old, bytes).getBytes(StandardCharsets.ISO_8859_1);
        return new ClassLoader(Forged_____________.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(null, changed, 0, changed.length);
            }
        }.define();
    }

    enum Lookalike { STOP }

    @Test
    void ruleS7WhatLooksLikeARequestToStopIsAMessage() {
        ActorRef<Counting> ref = Actor.start(Counting::new);
        List<Object> forged = List.of("STOP", "stop", Lookalike.STOP, new Object(), Lookalike.class, new ThreadingFuture<>(),
                ref, new StopActors());
        for (int i = 0; i < forged.size(); i++) {
            assertEquals(i + 1, ref.ask(forged.get(i)));
        }
        assertTrue(ref.isAlive());
    }

    @Test
    void ruleS7TheRealOneIsOutOfReach() throws Exception {
        Class<?> mark = Class.forName("pykka.api.internal.mailbox.StopMark");
        assertFalse(mark.getModule().isExported("pykka.api.internal.mailbox", getClass().getModule()));
        Field stop = mark.getDeclaredField("ASKED");
        assertThrows(IllegalAccessException.class, () -> stop.get(null));
        assertThrows(InaccessibleObjectException.class, () -> stop.setAccessible(true));
    }

    @Test
    void ruleS7AForeignReferenceIsNotRegistered() {
        ActorRef<?> foreign = (ActorRef<?>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ActorRef.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class ? true : null);
        assertThrows(IllegalArgumentException.class, () -> ActorRegistry.register(foreign));
        assertThrows(IllegalArgumentException.class, () -> ActorRegistry.unregister(foreign));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void ruleS17AUrnIs122RandomBits() {
        Set<UUID> seen = new HashSet<>();
        BitSet ones = new BitSet(128);
        BitSet zeros = new BitSet(128);
        for (int i = 0; i < 1_000; i++) {
            String urn = new Counting().actorUrn();
            assertTrue(urn.startsWith("urn:uuid:"), urn);
            UUID uuid = UUID.fromString(urn.substring(9));
            assertEquals(4, uuid.version());
            assertEquals(2, uuid.variant());
            assertTrue(seen.add(uuid));
            BitSet bits = BitSet.valueOf(new long[] {uuid.getLeastSignificantBits(), uuid.getMostSignificantBits()});
            ones.or(bits);
            bits.flip(0, 128);
            zeros.or(bits);
        }
        ones.and(zeros);
        assertEquals(122, ones.cardinality());
    }

    /** A message that says who sent it, if asked. */
    static class Secret {
        @Override
        public String toString() {
            return "s3cr3t";
        }
    }

    static class Waiting extends Actor {
        private final CountDownLatch taken;
        private final CountDownLatch go;

        Waiting(CountDownLatch taken, CountDownLatch go) {
            this.taken = taken;
            this.go = go;
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            taken.countDown();
            go.await();
            actorRef().ask(message); // waits for itself
            return null;
        }
    }

    @Test
    void ruleS17NeitherErrorsNorRecordsTellMessages() throws InterruptedException {
        List<ActorException> errors = new ArrayList<>();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ActorRef<Waiting> ref = Actor.start(() -> new Waiting(taken, go),
                ActorOptions.defaults().inboxCapacity(2).whenFull(ActorOptions.WhenFull.REFUSE));
        Future<Object> handled = ref.askAsync(new Secret());
        taken.await(); // or it would leave a place in the full inbox when it is taken
        errors.add(assertThrows(ActorTimeoutException.class, () -> ref.ask(new Secret(), Duration.ofMillis(1))));
        Executable tellTwice = () -> {
            ref.tell(new Secret());
            ref.tell(new Secret());
        };
        errors.add(assertThrows(ActorInboxFullException.class, tellTwice));
        errors.add(assertThrows(ActorInboxFullException.class, () -> ref.ask(new Secret())));
        Future<Boolean> end = ref.stopAsync();
        go.countDown();
        errors.add(assertThrows(ActorDeadlockException.class, handled::get));
        assertTrue(end.get());
        errors.add(assertThrows(ActorDeadException.class, () -> ref.ask(new Secret())));
        errors.add(assertThrows(ActorDeadException.class, () -> ref.tell(new Secret())));
        errors.forEach(error -> assertFalse(error.toString().contains("s3cr3t"), error::toString));
        assertFalse(records.isEmpty());
        records.forEach(record -> assertFalse(record.toString().contains("s3cr3t"), record::toString));
    }
}
