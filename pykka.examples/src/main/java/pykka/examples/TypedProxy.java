package pykka.examples;

import java.lang.invoke.MethodHandles;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;

/** A proxy with types: an interface says what can be called, and the compiler knows what comes out. */
public final class TypedProxy {
    private TypedProxy() {}

    private static final class CircleActor extends Actor {
        public double pi = 3.14;

        @Override
        protected ActorOptions options() {
            return super.options().lookup(MethodHandles.lookup());
        }

        public double area(double radius) {
            return pi * radius * radius;
        }
    }

    private interface CircleProxy {
        Future<Double> pi();

        Future<Void> pi(double value);

        Future<Double> area(double radius);

        Future<Boolean> stop();

        ActorRef<?> actorRef();

        /** Runs in the caller; the call that it makes runs on the actor. */
        default Future<Double> areaByDiameter(double diameter) {
            return area(diameter / 2);
        }
    }

    private interface SquareProxy {
        Future<Double> area(double width, double height);
    }

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        CircleProxy circle = Actor.start(CircleActor::new).proxy(CircleProxy.class);
        double area = circle.area(2).get();
        System.out.println("area: " + area);
        System.out.println("area by diameter: " + circle.areaByDiameter(4).get());
        System.out.println("pi: " + circle.pi().get());
        circle.pi(Math.PI).get();
        System.out.println("a better pi: " + circle.pi().get());

        // that an interface does not fit the actor shows when the proxy is made
        try {
            circle.actorRef().proxy(SquareProxy.class);
        } catch (ActorMemberException e) {
            System.out.println(e.getMessage());
        }

        circle.stop().get();
    }
}
