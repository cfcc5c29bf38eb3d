package user.bundle.museum;

import java.util.concurrent.CompletableFuture;

/** What proxies have that outlive their actors. */
public interface Exhibit {
    CompletableFuture<Integer> twice(int value);
}
