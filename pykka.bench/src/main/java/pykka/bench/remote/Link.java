package pykka.bench.remote;

import java.util.concurrent.CompletionStage;

/** The way from one JVM to the echo in another: it answers each message with itself, but for {@link Echo#COUNT} and CPU. */
interface Link extends AutoCloseable {
    /** Asks; the answer is the message, or what the text asks for. */
    CompletionStage<Object> ask(String message);

    /** Tells; the echo counts it. */
    void tell(String message);

    @Override
    void close();
}
