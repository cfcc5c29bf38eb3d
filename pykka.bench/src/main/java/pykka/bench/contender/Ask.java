package pykka.bench.contender;

import java.util.concurrent.CompletableFuture;

/** A message whose sender waits, for those who have no ask of their own. */
record Ask(Object message, CompletableFuture<Object> reply) {
    Ask(Object message) {
        this(message, new CompletableFuture<>());
    }

    /** Handles a message that may be one of these. */
    static void handle(Behaviour behaviour, Object message) {
        if (message instanceof Ask ask) {
            ask.reply.complete(behaviour.receive(ask.message));
        } else {
            behaviour.receive(message);
        }
    }
}
