package com.acme.shop;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import pykka.api.ActorRef;

/** Messages of a user. */
public final class Shop {
    private Shop() {}

    public enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        },
        BLUE
    }

    public record Line(String what, BigDecimal price, Color color) implements Serializable {}

    public record Order(long id, String customer, int count, List<Line> lines) implements Serializable {}

    public record All(boolean a, byte b, char c, short d, int e, long f, float g, double h, Object any) implements Serializable {}

    public record Pair(Object left, Object right) implements Serializable {}

    public record Empty() implements Serializable {}

    /** Not serializable. */
    public record Plain(String text) {}

    public record Positive(int number) implements Serializable {
        public Positive {
            if (number < 0) {
                throw new IllegalArgumentException(number + " is negative");
            }
        }
    }

    /** Equal to others of its number, but all have one hash code. */
    public record Alike(int number) implements Serializable {
        @Override
        public int hashCode() {
            return 42;
        }
    }

    public interface Typed extends Serializable {}

    /** No record. */
    public static final class Basket implements Serializable {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // the values of the tests are serializable, or are to be refused
        public final Map<String, Object> contents = new HashMap<>();
        @SuppressWarnings("serial") // the values of the tests are serializable, or are to be refused
        public Object other;
        public transient int reads;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            reads = 1;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Basket basket && contents.equals(basket.contents) && Objects.equals(other, basket.other);
        }

        @Override
        public int hashCode() {
            return contents.hashCode();
        }
    }

    /** Is one of its kind, as readResolve says. */
    public static final class Only implements Serializable {
        private static final long serialVersionUID = 1;
        public static final Only ONE = new Only();

        private Only() {}

        private Object readResolve() {
            return ONE;
        }
    }

    /** Not serializable. */
    public static final class Socket {}

    /** No record: holds what is not serializable itself. */
    public static final class Held implements Serializable {
        private static final long serialVersionUID = 1;

        public transient Optional<String> unused = Optional.empty();
        @SuppressWarnings("serial") // the values of the tests are serializable, or are to be refused
        private final Object value;

        public Held(Object value) {
            this.value = value;
        }

        public Object value() {
            return value;
        }
    }

    public static final class SoldOut extends Exception {
        private static final long serialVersionUID = 1;

        private final Line line;

        public SoldOut(String message, Line line, Throwable cause) {
            super(message, cause);
            this.line = line;
        }

        public Line line() {
            return line;
        }
    }

    /** An exception that cannot be written. */
    public static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // the values of the tests are serializable, or are to be refused
        private final Object socket = new Socket();

        public Broken(String message) {
            super(message);
        }

        public Object socket() {
            return socket;
        }
    }

    public record Watched(ActorRef<?> ref, List<ActorRef<?>> others) implements Serializable {}

    /** A lambda that Java could write. */
    @FunctionalInterface
    public interface Job extends Supplier<String>, Serializable {}
}
