package user.bundle.shop;

import pykka.api.Actor;
import pykka.api.ActorRef;

/** Has the books while it asks for a receipt. */
final class Cashier extends Actor {
    private final Object books;
    private final ActorRef<Accountant> accountant;

    Cashier(Object books, ActorRef<Accountant> accountant) {
        this.books = books;
        this.accountant = accountant;
    }

    @Override
    protected Object onReceive(Object message) {
        synchronized (books) {
            return accountant.ask(message);
        }
    }
}
