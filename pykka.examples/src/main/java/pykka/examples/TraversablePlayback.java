package pykka.examples;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.Future;
import pykka.api.Traversable;

/** An actor's attribute whose own methods and attributes are reached through the proxy of the actor, on the actor's thread. */
public final class TraversablePlayback {
    private TraversablePlayback() {}

    private static final class Player extends Actor {
        @Traversable
        public final Playback playback = new Playback();

        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }
    }

    private static final class Playback {
        public final Tracklist tracklist = new Tracklist();
        private boolean playing;

        public boolean play() {
            playing = !tracklist.tracks.isEmpty();
            return playing;
        }

        public boolean isPlaying() {
            return playing;
        }
    }

    @Traversable
    private static final class Tracklist {
        private final List<String> tracks = new ArrayList<>();

        public int add(String track) {
            tracks.add(track);
            return tracks.size();
        }
    }

    private interface PlayerProxy {
        PlaybackProxy playback();
    }

    private interface PlaybackProxy {
        Future<Boolean> play();

        Future<Boolean> playing();

        TracklistProxy tracklist();
    }

    private interface TracklistProxy {
        Future<Integer> add(String track);
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorProxy player = Actor.start(Player::new).proxy();
        System.out.println(player.attributes());

        ActorProxy playback = player.at("playback");
        System.out.println("an empty list plays: " + playback.call("play").get());
        System.out.println("tracks: " + playback.at("tracklist").call("add", "So What").get());

        PlayerProxy typed = player.actorRef().proxy(PlayerProxy.class);
        System.out.println("tracks: " + typed.playback().tracklist().add("Freddie Freeloader").get());
        System.out.println("a list plays: " + typed.playback().play().get());
        System.out.println("it is playing: " + typed.playback().playing().get());

        player.actorRef().stop();
    }
}
