package pykka.examples.plugin;

import java.lang.invoke.MethodHandles;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/** The actor behind the reception: its public methods are those of the interface. */
final class Desk extends Actor {
    private final ActorRef<GuestBook> book;

    Desk(ActorRef<GuestBook> book) {
        this.book = book;
    }

    @Override
    protected ActorOptions options() {
        return super.options().lookup(MethodHandles.lookup());
    }

    public String welcome(String name) {
        book.defer(b -> b.enter(name));
        return "Welcome, " + name + "!";
    }

    public void goodbye(String name) {
        book.defer(b -> b.leave(name));
    }

    public List<String> guests() {
        return book.call(GuestBook::guests).get();
    }
}
