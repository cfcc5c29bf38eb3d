package user.bundle.tour;

import pykka.api.spi.ContextCarrier;

/** Carries an object of this bundle with each message. */
final class Luggage implements ContextCarrier {
    @Override
    public Carried capture(boolean ask) {
        return this::open;
    }

    private Scope open() {
        return failure -> {};
    }
}
