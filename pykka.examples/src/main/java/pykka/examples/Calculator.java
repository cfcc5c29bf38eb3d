package pykka.examples;

import java.lang.invoke.MethodHandles;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;
import pykka.api.Future;

/** The calculator of the quickstart. Calls of one name differ by their arguments, as in Java. */
public final class Calculator extends Actor {
    /** What came out last. */
    public int lastResult;

    private Calculator() {}

    /** Lets proxies reach the public members, though no other module sees this class. */
    @Override
    protected ActorOptions options() {
        return super.options().lookup(MethodHandles.lookup());
    }

    /**
     * Adds two numbers.
     *
     * @param a the one
     * @param b the other
     * @return the sum
     */
    public int add(int a, int b) {
        lastResult = a + b;
        return lastResult;
    }

    /**
     * Adds to the last result.
     *
     * @param a a number
     * @return the sum
     */
    public int add(int a) {
        return add(lastResult, a);
    }

    /**
     * Subtracts a number from another.
     *
     * @param a the other
     * @param b the number
     * @return the difference
     */
    public int sub(int a, int b) {
        return add(a, -b);
    }

    /**
     * Subtracts from the last result.
     *
     * @param a a number
     * @return the difference
     */
    public int sub(int a) {
        return sub(lastResult, a);
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        ActorProxy proxy = Actor.start(Calculator::new).proxy();

        Future<Object> future = proxy.call("add", 1, 3);
        System.out.println("1 + 3 = " + future.get());
        System.out.println("last result: " + proxy.get("lastResult").get());

        // calls are handled in order: it is enough to wait for the last one
        proxy.call("sub", 5);
        proxy.call("add", 3);
        System.out.println("... - 5 + 3 = " + proxy.get("lastResult").get());

        proxy.set("lastResult", 17);
        System.out.println("last result: " + proxy.get("lastResult").get());

        proxy.actorRef().stop();
    }
}
