package pykka.testkit.schedule;

import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Promise;

/**
 * A small body that a number draws: actors that send, ask, wait for promises and for time, start and stop each other. Its result
 * is what each actor has handled, in order, with what it learned.
 */
final class RandomBody implements Explore.Body {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** What to do while a message is handled. */
    private record Op(int id, String kind, int target, List<Op> then) {}

    private static final int ACTORS = 3;

    private final List<Op> roots = new ArrayList<>();
    private String result = "";

    RandomBody(int seed) {
        Random random = new Random(seed);
        List<Op> messages = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            roots.add(new Op(i, "tell", i, new ArrayList<>()));
        }
        messages.addAll(roots);
        boolean completes = false;
        for (int i = 0, all = 3 + random.nextInt(2); i < all; i++) {
            Op sender = messages.get(random.nextInt(messages.size()));
            String kind = List.of("tell", "tell", "tell", "tell", "ask", "ask", "timed", "sleep", "read", "complete", "stop", "child")
                    .get(random.nextInt(12));
            int target = Math.min(random.nextInt(ACTORS + 2), ACTORS - 1); // many meet at the last one
            // an ask goes to an actor with a higher number, so that they never wait in a circle
            boolean toLower = (kind.equals("ask") || kind.equals("timed")) && (target <= sender.target || sender.kind.equals("child"));
            kind = toLower || completes && kind.equals("complete") ? "tell" : kind;
            completes |= kind.equals("complete");
            Op op = new Op(ACTORS + i, kind, target, new ArrayList<>());
            sender.then.add(op);
            if (List.of("tell", "ask", "timed", "child").contains(kind)) {
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
                    target.stopAsync();
                    return "stopped";
                default:
                    Player child = new Player(all, promise, runtime);
                    ActorRef<Player> ref = Scripts.start(runtime, () -> child);
                    ref.tell(op);
                    ref.stopAsync();
                    return "started";
            }
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
            all.add(start(runtime, () -> player));
        }
        for (Op root : roots) {
            all.get(root.target).tell(root);
        }
        runtime.runUntilIdle(LONG);
        result = players.stream().map(player -> player.learned.toString()).collect(Collectors.joining("|"));
        all.forEach(ActorRef::stopAsync);
    }
}
