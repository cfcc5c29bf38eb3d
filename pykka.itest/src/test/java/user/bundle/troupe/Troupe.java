package user.bundle.troupe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/** The actors of this bundle, commanded by types of the JDK alone. */
public final class Troupe implements BiFunction<String, Object, Object> {
    private static final List<ActorRef<Player>> REFS = new CopyOnWriteArrayList<>();
    private static final List<String> ENDED = new CopyOnWriteArrayList<>();

    static void ended(int number) {
        ENDED.add(number + (Activator.isRegistered() ? "" : " alone"));
    }

    /** Starts players on behalf of this bundle. */
    public static List<ActorRef<Player>> start(int count, ActorOptions options) {
        List<ActorRef<Player>> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = REFS.size();
            ActorRef<Player> ref = Actor.start(() -> new Player(number), options);
            REFS.add(ref);
            refs.add(ref);
        }
        return refs;
    }

    /** Players that start more players, as long as they may. */
    private static Object spread(int count) {
        for (ActorRef<Player> ref : start(count, ActorOptions.defaults())) {
            for (int i = 0; i < 20; i++) {
                ref.askAsync((Callable<Object>) () -> start(1, ActorOptions.defaults()).size());
            }
        }
        return count;
    }

    @Override
    public Object apply(String command, Object argument) {
        String[] words = command.split(" ");
        return switch (words[0]) {
            case "start" -> start((Integer) argument, ActorOptions.defaults()).size();
            case "spread" -> spread((Integer) argument);
            case "startFor" -> start(1, ActorOptions.defaults().owner((Class<?>) argument)).size();
            case "ask" -> REFS.get(Integer.parseInt(words[1])).askAsync(argument).toCompletableFuture(Runnable::run);
            case "tell" -> {
                REFS.get(Integer.parseInt(words[1])).tell(argument);
                yield null;
            }
            case "stop" -> REFS.get(Integer.parseInt(words[1])).stopAsync().toCompletableFuture(Runnable::run);
            case "alive" -> (int) REFS.stream().filter(ActorRef::isAlive).count();
            case "ended" -> List.copyOf(ENDED);
            default -> throw new IllegalArgumentException(command);
        };
    }
}
