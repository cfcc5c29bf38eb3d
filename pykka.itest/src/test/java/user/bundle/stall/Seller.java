package user.bundle.stall;

import pykka.api.Actor;

/** Sells, as {@link Stall} says. */
public final class Seller extends Actor {
    private int left = 100;

    public Order sell(Order order) {
        left -= order.count();
        return new Order(order.what(), left);
    }
}
