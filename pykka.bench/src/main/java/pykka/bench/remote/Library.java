package pykka.bench.remote;

/** How each library brings the echo and the way to it. */
enum Library {
    /** Ours. */
    PYKKA {
        @Override
        void serve(int port) {
            PykkaLink.serve(port);
        }

        @Override
        Link connect(int port) {
            return PykkaLink.connect(port);
        }
    },
    /** Pekko's artery over TCP. */
    PEKKO {
        @Override
        void serve(int port) {
            PekkoLink.serve(port);
        }

        @Override
        Link connect(int port) {
            return PekkoLink.connect(port);
        }
    };

    /** Has the echo listen on a port of loopback. Its threads keep the JVM alive. */
    abstract void serve(int port);

    /** Returns the way to the echo, once it is there. */
    abstract Link connect(int port);
}
