package pykka.testkit.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Promise;

/**
 * A small body that a number draws: actors that send, ask, wait for promises, for time and for a place in an inbox, set timers,
 * cancel, start and stop each other. Its result is what each actor has handled, in order, with what it learned.
 */
final class RandomBody implements Explore.Body {
    private static final Duration LONG = Duration.ofMinutes(10);

    /**
     * What to do while a message is handled.
     *
     * @param other the actor that is to cancel it; none if there is none with this number
     */
    private record Op(int id, String kind, int target, int other, List<Op> then) {}

    /** A message to cancel something. */
    private record Cancel(int id, BooleanSupplier cancel) {}

    private static final int ACTORS = 3;

    private final List<Op> roots = new ArrayList<>();
    /** Whether senders may have to wait for the last actor, which waits for no other one. */
    private final boolean bounded;
    private String result = "";

    RandomBody(int seed) {
        Random random = new Random(seed);
        bounded = seed % 2 == 1;
        List<Op> messages = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            roots.add(new Op(i, "tell", i, ACTORS, new ArrayList<>()));
        }
        messages.addAll(roots);
        boolean completes = false;
        for (int i = 0, all = 3 + random.nextInt(2); i < all; i++) {
            Op sender = messages.get(random.nextInt(messages.size()));
            String kind = List.of("tell", "tell", "tell", "tell", "ask", "ask", "timed", "sleep", "read", "complete", "stop", "child",
                    "later", "later", "after", "after").get(random.nextInt(16));
            int target = Math.min(random.nextInt(ACTORS + 2), ACTORS - 1); // many meet at the last one
            // an ask goes to an actor with a higher number, so that they never wait in a circle
            boolean toLower = (kind.equals("ask") || kind.equals("timed")) && (target <= sender.target || sender.kind.equals("child"));
            kind = toLower || completes && kind.equals("complete") ? "tell" : kind;
            completes |= kind.equals("complete");
            Op op = new Op(ACTORS + i, kind, target, random.nextInt(ACTORS + 1), new ArrayList<>());
            sender.then.add(op);
            if (List.of("tell", "ask", "timed", "child", "later", "after").contains(kind)) {
                messages.add(op);
            }
        }
    }

    /** Returns the result of the last run. */
    String result() {
        return result;
    }

    private static final class Player extends Actor {
        final StringBuilder learned = new StringBuilder();
        final List<Future<Boolean>> stops = new ArrayList<>();
        private final List<ActorRef<Player>> all;
        private final Promise<String> promise;
        private final SteppingRuntime runtime;

        Player(List<ActorRef<Player>> all, Promise<String> promise, SteppingRuntime runtime) {
            this.all = all;
            this.promise = promise;
            this.runtime = runtime;
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            if (message instanceof Cancel it) {
                return learned.append("cancelled ").append(it.id).append(it.cancel.getAsBoolean() ? "! " : "? ").toString();
            }
            Op op = (Op) message;
            learned.append(op.id).append('(');
            for (Op next : op.then) {
                try {
                    learned.append(play(next));
                } catch (ActorDeadException e) {
                    learned.append("dead");
                } catch (ActorTimeoutException e) {
                    learned.append("late");
                }
                learned.append(' ');
            }
            return learned.append(')').toString();
        }

        private @Nullable Object play(Op op) {
            ActorRef<Player> target = all.get(op.target);
            switch (op.kind) {
                case "tell":
                    target.tell(op);
                    return "told";
                case "ask":
                    return target.ask(op);
                case "timed":
                    return target.ask(op, Duration.ofSeconds(2));
                case "sleep":
                    return Promise.create().get(Duration.ofSeconds(1 + op.target));
                case "read":
                    return promise.get(Duration.ofSeconds(2));
                case "complete":
                    promise.set("it");
                    return "completed";
                case "stop":
                    stops.add(target.stopAsync());
                    return "stopped";
                case "later":
                    return mayBeCancelled(op, target.askAsync(op)::cancel);
                case "after":
                    return mayBeCancelled(op, target.tellAfter(Duration.ofSeconds(1 + op.id % 2), op)::cancel);
                default:
                    Player child = new Player(all, promise, runtime);
                    ActorRef<Player> ref = Scripts.start(runtime, () -> child);
                    ref.tell(op);
                    ref.stopAsync();
                    return "started";
            }
        }

        private String mayBeCancelled(Op op, BooleanSupplier cancel) {
            if (op.other < ACTORS) {
                all.get(op.other).tell(new Cancel(op.id, cancel));
            }
            return "begun";
        }

        String result() {
            return learned + stops.stream().map(end -> end.isDone() ? " " + end.get() : " open").collect(Collectors.joining());
        }
    }

    @Override
    public void run(SteppingRuntime runtime) {
        List<ActorRef<Player>> all = new ArrayList<>();
        List<Player> players = new ArrayList<>();
        Promise<String> promise = Promise.create();
        for (int i = 0; i < ACTORS; i++) {
            Player player = new Player(all, promise, runtime);
            players.add(player);
            all.add(Actor.start(() -> player, ActorOptions.defaults().runtime(runtime)
                    .inboxCapacity(bounded && i == ACTORS - 1 ? 1 : Integer.MAX_VALUE)));
        }
        for (Op root : roots) {
            all.get(root.target).tell(root);
        }
        runtime.runUntilIdle(LONG);
        result = players.stream().map(Player::result).collect(Collectors.joining("|"));
        all.forEach(ActorRef::stopAsync);
    }
}
