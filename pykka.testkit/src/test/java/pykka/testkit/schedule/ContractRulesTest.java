package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Idle;

/** The rules C1, C2, C4 and C5 of the contract, about messages that are sent to an actor while it ends, in many orders. */
@ExtendWith(StopActors.class)
@Timeout(300)
class ContractRulesTest {
    private static final int ORDERS = 2_500;
    private static final int MESSAGES = 3;

    /** Notes what it handles, and how it ends. */
    private static final class Target extends Actor {
        private final List<String> notes;
        private @Nullable ActorRef<?> self;

        Target(List<String> notes) {
            this.notes = notes;
        }

        @Override
        protected void onStart() {
            self = refOf(this);
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            notes.add((String) message);
            return message;
        }

        @Override
        protected void onStop() {
            end("onStop");
        }

        @Override
        protected void onFailure(Throwable failure) {
            end("onFailure");
        }

        private void end(String how) {
            notes.add(how + (self.isAlive() ? ", alive" : "") + (ActorRegistry.getAll().contains(self) ? ", registered" : "")
                    + (self.whenStopped().isDone() ? ", over" : ""));
        }
    }

    /** Three actors that send to one, of which the last one ends it between its messages. */
    private static final class Senders {
        final List<String> notes = new ArrayList<>();
        final List<String> accepted = new ArrayList<>();
        final ActorRef<Target> target;
        private final List<ActorRef<Idle>> all = new ArrayList<>();

        Senders(SteppingRuntime runtime) {
            target = start(runtime, () -> new Target(notes));
            for (int i = 0; i < 3; i++) {
                all.add(start(runtime, Idle::new));
            }
        }

        /** Has each sender send its messages, each in a step of its own. */
        void tell(Runnable end) {
            for (int i = 0; i < MESSAGES; i++) {
                for (int sender = 0; sender < all.size(); sender++) {
                    String message = sender + "-" + i;
                    boolean ends = sender == 2 && i == 1;
                    all.get(sender).defer(idle -> {
                        try {
                            target.tell(message);
                            accepted.add(message);
                        } catch (ActorDeadException e) {
                            // not accepted
                        }
                        if (ends) {
                            end.run();
                        }
                    });
                }
            }
        }

        void stop() {
            all.forEach(ActorRef::stop);
            target.whenStopped().get();
        }

        List<String> handled() {
            return notes.stream().filter(note -> !note.startsWith("on")).toList();
        }
    }

    private static List<String> from(int sender, List<String> messages) {
        return messages.stream().filter(message -> message.startsWith(sender + "-")).toList();
    }

    private static void explore(Explore.Body body) {
        Explore.with().allowDeadLetters().schedules(ORDERS, body);
    }

    @Test
    void ruleC1AcceptedMessagesAreHandledOrAreDeadLetters() {
        explore(runtime -> {
            int[] dropped = {0};
            Registration listening = Inspection.listen(new ActorListener() {
                @Override
                public void deadLetter(DeadLetter letter) {
                    if (letter.cause() != Cause.DEAD) {
                        dropped[0]++;
                    }
                }
            });
            try {
                Senders senders = new Senders(runtime);
                senders.tell(senders.target::stopNow);
                senders.stop();
                assertEquals(senders.accepted.size(), senders.handled().size() + dropped[0]);
            } finally {
                listening.close();
            }
        });
    }

    @Test
    void ruleC2MessagesBeforeAStopAreHandledOnceAndInOrder() {
        explore(runtime -> {
            Senders senders = new Senders(runtime);
            List<String> before = new ArrayList<>();
            senders.tell(() -> {
                before.addAll(senders.accepted);
                senders.target.stopAsync();
            });
            senders.stop();
            List<String> handled = senders.handled();
            assertEquals(before, handled.subList(0, Math.min(before.size(), handled.size())));
            for (int sender = 0; sender < 3; sender++) {
                List<String> all = from(sender, senders.accepted);
                assertEquals(all.subList(0, from(sender, handled).size()), from(sender, handled));
            }
        });
    }

    @Test
    void ruleC4EachAskIsAnsweredOnce() {
        explore(runtime -> {
            List<String> notes = new ArrayList<>();
            ActorRef<Target> target = start(runtime, () -> new Target(notes));
            List<Future<Object>> answers = new ArrayList<>();
            List<ActorRef<Idle>> askers = List.of(start(runtime, Idle::new), start(runtime, Idle::new));
            for (int i = 0; i < MESSAGES; i++) {
                for (ActorRef<Idle> asker : askers) {
                    String message = "" + i;
                    asker.defer(idle -> answers.add(target.askAsync(message)));
                }
            }
            askers.get(0).defer(idle -> target.stopNow());
            askers.forEach(ActorRef::stop);
            target.whenStopped().get();
            assertEquals(MESSAGES * askers.size(), answers.size());
            int answered = 0;
            for (Future<Object> answer : answers) {
                try {
                    assertTrue(notes.contains(answer.get()));
                    answered++;
                } catch (ActorDeadException e) {
                    // not handled
                }
            }
            assertEquals(notes.stream().filter(note -> !note.startsWith("on")).count(), answered);
        });
    }

    @Test
    void ruleC5EndIsInOrder() {
        explore(runtime -> {
            Senders senders = new Senders(runtime);
            List<String> seen = new ArrayList<>();
            ActorRef<Idle> waiting = start(runtime, Idle::new);
            waiting.defer(idle -> {
                senders.target.whenStopped().get();
                seen.addAll(senders.notes);
            });
            senders.tell(senders.target::stopNow);
            senders.stop();
            waiting.stop();
            assertEquals("onStop", senders.notes.get(senders.notes.size() - 1));
            assertEquals(1, senders.notes.stream().filter(note -> note.startsWith("on")).count());
            assertEquals(senders.notes, seen);
        });
    }
}
