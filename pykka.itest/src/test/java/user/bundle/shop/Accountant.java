package user.bundle.shop;

import pykka.api.Actor;

/** Needs the books for each receipt. */
final class Accountant extends Actor {
    private final Object books;

    Accountant(Object books) {
        this.books = books;
    }

    @Override
    protected Object onReceive(Object message) {
        synchronized (books) {
            return "Receipt for " + message;
        }
    }
}
