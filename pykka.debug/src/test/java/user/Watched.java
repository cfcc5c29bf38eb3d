package user;

import pykka.api.Actor;

/** A program that does not know pykka.debug, in a package that is no module's: tells whether a watchdog looks at its actor. */
public final class Watched extends Actor {
    private Watched() {}

    public static void main(String[] args) {
        Actor.start(Watched::new).stop();
        System.out.println("watched: "
                + Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("pykka-watchdog")));
    }
}
