package pykka.tck.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ContextCarriers;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Scripted;

/** The context of a sender is that of the handler. */
@Contract
class ContextContract extends ContractTest {
    private final Ambient ambient = new Ambient();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    ContextContract(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void addTheCarrier() {
        untilTheEnd(ContextCarriers.add(ambient));
    }

    /** An actor that notes in which context it is. */
    public class Noting extends Actor {
        void note() {
            seen.add(String.valueOf(ambient.get()));
        }

        public void noted() {
            note();
        }

        public @Nullable String context() {
            note();
            return ambient.get();
        }

        void begin(Way way) {
            if (way == Way.TIMER) {
                timers().after(Duration.ofMillis(1), "timer");
            } else {
                timers().atFixedRate(Duration.ofMillis(1), "timer");
            }
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            note();
            return message;
        }
    }

    /** What proxies need of {@link Noting}. */
    public interface Notes {
        void noted();

        Future<String> context();
    }

    private enum Way {
        TELL, BROADCAST, TELL_AFTER, DEFER, ASK, ASK_LIMITED, ASK_ASYNC, CALL, RUN, PROXY, TYPED, TYPED_TELL, TIMER, REPEATED
    }

    private void send(ActorRef<Noting> ref, Way way) {
        switch (way) {
            case TELL -> ref.tell("m");
            case BROADCAST -> ActorRegistry.broadcast("m", Noting.class);
            case TELL_AFTER -> ref.tellAfter(Duration.ofMillis(1), "m");
            case DEFER -> ref.defer(Noting::note);
            case ASK -> ref.ask("m");
            case ASK_LIMITED -> ref.ask("m", slack(Duration.ofSeconds(5)));
            case ASK_ASYNC -> ref.askAsync("m").get();
            case CALL -> ref.call(Noting::context).get();
            case RUN -> ref.run(Noting::note).get();
            case PROXY -> ref.proxy(MethodHandles.lookup()).call("context").get();
            case TYPED -> ref.proxy(Notes.class, MethodHandles.lookup()).context().get();
            case TYPED_TELL -> ref.proxy(Notes.class, MethodHandles.lookup()).noted();
            case TIMER, REPEATED -> ref.run(a -> a.begin(way)).get();
        }
    }

    private @Nullable String next() throws InterruptedException {
        return seen.poll(slack(Duration.ofSeconds(5)).toMillis(), TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageIsHandledInTheContextOfItsSender(Way way) throws Exception {
        ActorRef<Noting> ref = start(Noting::new);
        ambient.with("mine", () -> send(ref, way));
        assertEquals("mine", next());
        if (way == Way.REPEATED) {
            assertEquals("mine", next());
            log(); // one that waits at the end is dropped
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatWasSentWithoutAContextIsHandledWithoutOne(Way way) throws Exception {
        ActorRef<Noting> ref = start(Noting::new);
        ambient.with("of the one before", () -> ref.ask("m"));
        assertEquals("of the one before", next());
        send(ref, way);
        assertEquals("null", next());
        if (way == Way.REPEATED) {
            log();
        }
    }

    @Test
    void eachOfManyQueuedMessagesHasItsOwn() throws Exception {
        ActorRef<Noting> ref = start(Noting::new);
        Gate gate = Gate.hold(ref);
        for (int i = 0; i < 40; i++) {
            String text = "context " + i;
            switch (i % 4) {
                case 0 -> ref.tell("m");
                case 1 -> ambient.with(text, () -> ref.tell("m"));
                case 2 -> ambient.with(text, () -> ref.askAsync("m"));
                default -> ambient.with(text, () -> ref.defer(Noting::note));
            }
        }
        gate.open();
        for (int i = 0; i < 40; i++) {
            assertEquals(i % 4 == 0 ? "null" : "context " + i, next());
        }
    }

    @Test
    void anActorPassesOnTheContextThatItHandlesAMessageIn() throws Exception {
        ActorRef<Noting> last = start(Noting::new);
        ActorRef<Scripted> first = start(Scripted::new);
        ambient.with("of the first", () -> first.tell(code(() -> {
            last.tell("m");
            return null;
        })));
        assertEquals("of the first", next());
    }

    @Test
    void nullAndItsAnswerTravelInAContext() {
        ActorRef<Scripted> ref = start(Scripted::new);
        ambient.with("mine", () -> assertNull(ref.ask(null)));
    }

    @Test
    void anAskThatFailsLeavesNoContextBehind() throws Exception {
        ActorRef<Scripted> ref = start(Scripted::new);
        ambient.with("mine", () -> assertThrows(IllegalStateException.class,
                () -> ref.ask(code(() -> raise(new IllegalStateException())))));
        ref.ask(code(() -> seen.add(String.valueOf(ambient.get()))));
        assertEquals("null", next());
    }

    @Test
    void onStartAndOnStopHaveNoContext() throws Exception {
        ambient.with("mine", () -> {
            ActorRef<Scripted> ref = start(() -> new Scripted().starting(() -> seen.add("started in " + ambient.get()))
                    .stopping(() -> seen.add("stopped in " + ambient.get())));
            ref.stop();
        });
        assertEquals("started in null", next());
        assertEquals("stopped in null", next());
    }

    @Test
    void onFailureHasThatOfTheMessageThatFailed() throws Exception {
        log();
        ActorRef<Scripted> ref = start(() -> new Scripted().failing(() -> seen.add("failed in " + ambient.get())));
        ambient.with("mine", () -> ref.tell(code(() -> raise(new IllegalStateException()))));
        assertEquals("failed in mine", next());
    }

    /** Notes in which context its text is read: by the log, since nothing else reads it. */
    private class Read extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            seen.add("read in " + ambient.get());
            return "read";
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TELL", "ASK_ASYNC"})
    void aFailureIsLoggedInTheContextOfItsMessage(Way way) throws Exception {
        log();
        ActorRef<Scripted> ref = start(Scripted::new);
        Object failing = code(() -> raise(new Read()));
        ambient.with("mine", () -> {
            if (way == Way.TELL) {
                ref.tell(failing);
            } else {
                ref.askAsync(failing);
            }
        });
        assertEquals("read in mine", next());
    }

    /** The dependent runs on the thread that answers: the actor's. */
    @Test
    void aDependentOfTheAnswerRunsInNoContextOfTheMessage() throws Exception {
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        CompletableFuture<Object>[] reply = array();
        ambient.with("of the ask", () -> reply[0] = ref.askAsync("m").toCompletableFuture());
        reply[0].thenAccept(value -> seen.add(String.valueOf(ambient.get())));
        gate.open();
        assertEquals("null", next());
    }

    /** That dependent runs on the actor's thread, too. */
    @Test
    void aDependentOfTheEndRunsInNoContextOfTheMessageThatFailed() throws Exception {
        log();
        ActorRef<Scripted> ref = start(Scripted::new);
        ref.whenStopped().toCompletableFuture().thenAccept(end -> seen.add(String.valueOf(ambient.get())));
        ambient.with("of the message", () -> ref.tell(code(() -> raise(new IllegalStateException()))));
        assertEquals("null", next());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static CompletableFuture<Object>[] array() {
        return new CompletableFuture[1];
    }

    @Test
    void aFunctionOfOnCompleteRunsInTheContextOfWhoGaveIt() throws Exception {
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        Future<@Nullable Object> reply = ref.askAsync("m");
        ambient.with("of the asker", () -> reply.onComplete((value, failure) -> seen.add(String.valueOf(ambient.get()))));
        gate.open();
        assertEquals("of the asker", next());
        ref.ask(code(() -> seen.add(String.valueOf(ambient.get()))));
        assertEquals("null", next());
    }

    @Test
    void toolsSeeTheMessageAndNotWhatTravelsWithIt() {
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = new Gate();
        List<Object> told = List.of();
        ambient.with("mine", () -> {
            ref.defer(a -> gate.pass());
            ref.tell(told);
        });
        gate.awaitReached();
        String name = Inspection.actor(ref).orElseThrow().handling().orElseThrow();
        assertEquals(getClass().getSimpleName(), name.replaceAll(".*\\.|\\$.*", ""));
        gate.open();
    }

    @Test
    void anUnexpectedMessageIsLoggedWithoutWhatTravelsWithIt() {
        ActorRef<Actor> ref = start(() -> new Actor() {});
        ambient.with("mine", () -> ref.ask("strange"));
        assertEquals("strange", log().messages("WARN").get(0).replaceAll(".*: ", ""));
    }

    @Test
    void aDeadLetterIsTheMessageWithoutWhatTravelsWithIt() {
        ActorListener listener = new ActorListener() {
            @Override
            public boolean wantsContent() {
                return true;
            }

            @Override
            public void deadLetter(DeadLetter letter) {
                seen.add(letter.message() + ": " + letter.content().orElse(null));
            }
        };
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        Registration listening = Inspection.listen(listener);
        try {
            ambient.with("mine", () -> ref.tell("lost"));
            ref.stopNow();
            gate.open();
            ref.whenStopped().get();
            ambient.with("mine", () -> assertThrows(ActorDeadException.class, () -> ref.tell("late")));
        } finally {
            listening.close();
        }
        assertEquals(List.of("java.lang.String: lost", "java.lang.String: late"), List.copyOf(seen));
        assertEquals(1, log().messages("WARN").stream().filter(text -> text.contains("java.lang.String")).count());
    }
}
