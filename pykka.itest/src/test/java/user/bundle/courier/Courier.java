package user.bundle.courier;

import pykka.api.spi.ContextCarrier;

/** Carries what the system property user.sent says to a property of the thread that handles the message. */
public final class Courier implements ContextCarrier {
    @Override
    public Carried capture(boolean ask) {
        String sent = System.getProperty("user.sent");
        return sent == null ? null : () -> {
            String carried = "user.carried." + Thread.currentThread().getName();
            System.setProperty(carried, sent);
            return failure -> System.clearProperty(carried);
        };
    }
}
