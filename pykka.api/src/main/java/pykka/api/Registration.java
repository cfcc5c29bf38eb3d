package pykka.api;

/** What was installed, and is there until this is closed. */
public interface Registration extends AutoCloseable {
    /** Takes it away. Any thread may call this, any number of times. */
    @Override
    void close();
}
