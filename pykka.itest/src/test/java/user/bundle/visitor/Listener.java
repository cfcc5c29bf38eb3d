package user.bundle.visitor;

import pykka.api.Actor;

/** Answers with the number of the message. */
final class Listener extends Actor {
    private long heard;

    @Override
    protected Object onReceive(Object message) {
        return ++heard;
    }
}
