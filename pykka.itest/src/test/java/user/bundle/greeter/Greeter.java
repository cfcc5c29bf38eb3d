package user.bundle.greeter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.Actor;

final class Greeter extends Actor {
    private static final Logger LOG = LoggerFactory.getLogger(Greeter.class);

    @Override
    protected Object onReceive(Object message) {
        LOG.info("Hi, {}!", message);
        return null;
    }
}
