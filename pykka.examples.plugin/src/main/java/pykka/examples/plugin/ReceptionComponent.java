package pykka.examples.plugin;

import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.examples.plugin.api.Reception;

/** Opens the reception when the bundle starts, and closes it when the bundle stops. */
@Component
public final class ReceptionComponent {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ActorRef<GuestBook> book;
    private final ActorRef<Desk> desk;
    private final ServiceRegistration<Reception> service;

    @Activate
    public ReceptionComponent(BundleContext context) {
        book = Actor.start(GuestBook::new);
        desk = Actor.start(() -> new Desk(book));
        service = context.registerService(Reception.class, desk.proxy(Reception.class), null);
    }

    /** The users of an actor stop first: the last started is the first to stop. */
    @Deactivate
    public void close() {
        service.unregister();
        try {
            desk.stop(LIMIT);
        } finally {
            book.stop(LIMIT);
        }
    }
}
