package pykka.threading;

import pykka.api.Actor;

/** A class of its own, for its file is loaded again under names that no compiler would accept. */
public class Forged_____________ extends Actor {
    /** For its other selves. */
    public Forged_____________() {}

    @Override
    protected Object onReceive(Object message) throws Exception {
        if (message instanceof Exception failure) {
            throw failure;
        }
        return message.equals("thread") ? Thread.currentThread().getName() : super.onReceive(message);
    }
}
