package pykka.examples.plugin.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where guests come in. All methods return at once and may be called by any thread; calls of one thread are carried out in their
 * order. When the reception has closed, futures fail, and what returns nothing throws.
 */
public interface Reception {
    /**
     * Lets a guest in.
     *
     * @param name the guest's name
     * @return a greeting
     */
    CompletableFuture<String> welcome(String name);

    /**
     * Lets a guest out; the caller does not wait.
     *
     * @param name the guest's name
     */
    void goodbye(String name);

    /**
     * Tells who is in.
     *
     * @return the names, in their order
     */
    CompletableFuture<List<String>> guests();
}
