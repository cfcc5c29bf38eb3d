package user.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import user.face.Calculator;

/** Uses a calculator and knows nothing but the interface. */
public final class Client {
    private Client() {}

    /** What came back. */
    public static List<String> use(Calculator calculator) {
        List<String> said = new ArrayList<>();
        said.add("add " + calculator.add(1, 2).join());
        said.add("text " + calculator.add("a", "b").toCompletableFuture().join());
        said.add("twice " + calculator.twice(4).join());
        calculator.log("hello");
        said.add("lines " + calculator.lines().join());
        said.add("read " + calculator.lastResult().join());
        said.add("write " + calculator.lastResult(17).join() + " " + calculator.lastResult().join());
        said.add("play " + calculator.playback().play("beep").join() + " " + calculator.playback().volume().join());
        try {
            said.add("fail " + calculator.fail().join());
        } catch (CompletionException e) {
            said.add("fail " + e.getCause());
        }
        return said;
    }
}
