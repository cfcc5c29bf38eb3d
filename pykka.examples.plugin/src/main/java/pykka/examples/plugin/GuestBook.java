package pykka.examples.plugin;

import java.util.List;
import java.util.TreeSet;
import pykka.api.Actor;

/** Knows who is in. */
final class GuestBook extends Actor {
    private final TreeSet<String> guests = new TreeSet<>();

    void enter(String name) {
        guests.add(name);
    }

    void leave(String name) {
        guests.remove(name);
    }

    List<String> guests() {
        return List.copyOf(guests);
    }
}
