package user.bundle.clerk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.Actor;

final class Clerk extends Actor {
    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

    @Override
    protected Object onReceive(Object message) {
        LOG.info("Sold {}", message);
        return null;
    }
}
