package user.bundle.troupe;

import java.util.concurrent.Callable;
import pykka.api.Actor;

/** Does what it is told, and tells when it ends. */
public class Player extends Actor {
    private final int number;

    public Player(int number) {
        this.number = number;
    }

    @Override
    protected Object onReceive(Object message) throws Exception {
        if (message instanceof Callable<?> code) {
            return code.call();
        }
        if (message instanceof Object[] parts) {
            ((Callable<?>) parts[0]).call();
            return new Late().toString();
        }
        return message;
    }

    @Override
    protected void onStop() {
        Troupe.ended(number);
    }

    @Override
    protected void onFailure(Throwable failure) {
        Troupe.ended(number);
    }
}
