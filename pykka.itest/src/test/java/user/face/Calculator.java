package user.face;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a calculator can do, said in types of the JDK alone. */
public interface Calculator {
    CompletableFuture<Integer> add(int a, int b);

    CompletionStage<String> add(String a, String b);

    void log(String line);

    CompletableFuture<List<String>> lines();

    CompletableFuture<Integer> fail();

    /** An attribute. */
    CompletableFuture<Integer> lastResult();

    /** Writes it. */
    CompletableFuture<Void> lastResult(Integer value);

    Playback playback();

    /** Runs in the caller. */
    default CompletableFuture<Integer> twice(int a) {
        return add(a, a);
    }

    CompletableFuture<Boolean> stop();
}
