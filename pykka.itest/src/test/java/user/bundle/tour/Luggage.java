package user.bundle.tour;

import pykka.api.spi.ContextCarrier;

/**
 * Carries an object of this bundle with each message. Not with those of the museum's thread: there are so many that the JVM would
 * compile this class into the loops of the threads of their actors, which keep it for as long as they run.
 */
final class Luggage implements ContextCarrier {
    @Override
    public Carried capture(boolean ask) {
        return Thread.currentThread().getName().equals("museum") ? null : this::open;
    }

    private Scope open() {
        return failure -> {};
    }
}
