package user.remote;

import java.util.concurrent.CompletableFuture;

/** What frameworks call each other by: methods whose results come later. */
public interface Till {
    /** Returns what is in it. */
    CompletableFuture<Integer> pay(int cents);

    /** Fails. */
    CompletableFuture<String> open();
}
