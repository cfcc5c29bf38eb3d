package user.bundle.stall;

import pykka.api.Future;

/** What others may ask. */
public interface Stall {
    /** What is left when some were sold. */
    Future<Order> sell(Order order);
}
