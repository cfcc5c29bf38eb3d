package pykka.bench.remote;

/** The JVM of the echo: {@code Server LIBRARY PORT} ends when its standard input does. */
final class Server {
    private Server() {}

    public static void main(String[] args) throws java.io.IOException {
        Library.valueOf(args[0]).serve(Integer.parseInt(args[1]));
        while (System.in.read() >= 0) {
            // the parent writes nothing, and its end is the end of this stream
        }
        System.exit(0);
    }
}
