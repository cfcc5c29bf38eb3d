package user.face;

import java.util.concurrent.CompletableFuture;

/** A part of a calculator that plays sounds. */
public interface Playback {
    CompletableFuture<String> play(String sound);

    CompletableFuture<Integer> volume();
}
