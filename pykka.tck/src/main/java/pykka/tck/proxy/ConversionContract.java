package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Arguments and results of primitive types: what Java converts, proxies convert, and nothing else. */
@Contract
class ConversionContract extends Conformance {
    ConversionContract(String runtime) {
        super(runtime);
    }

    public static class Primitives extends Actor {
        public boolean aBoolean(boolean value) {
            return value;
        }

        public byte aByte(byte value) {
            return value;
        }

        public short aShort(short value) {
            return value;
        }

        public char aChar(char value) {
            return value;
        }

        public int anInt(int value) {
            return value;
        }

        public long aLong(long value) {
            return value;
        }

        public float aFloat(float value) {
            return value;
        }

        public double aDouble(double value) {
            return value;
        }

        public void nothing() {}
    }

    static List<Arguments> primitives() {
        return List.of(Arguments.of("aBoolean", true, true), Arguments.of("aByte", (byte) 1, (byte) 1),
                Arguments.of("aShort", (short) 1, (short) 1), Arguments.of("aChar", 'a', 'a'), Arguments.of("anInt", 1, 1),
                Arguments.of("aLong", 1L, 1L), Arguments.of("aFloat", 1f, 1f), Arguments.of("aDouble", 1.0, 1.0),
                Arguments.of("aShort", (byte) 1, (short) 1), Arguments.of("anInt", 'a', 97), Arguments.of("aLong", 1, 1L),
                Arguments.of("aFloat", 1L, 1f), Arguments.of("aDouble", 1f, 1.0), Arguments.of("anInt", 1L, null),
                Arguments.of("aChar", (short) 1, null), Arguments.of("aByte", 1, null), Arguments.of("aBoolean", 1, null),
                Arguments.of("anInt", null, null));
    }

    /** What is expected is null where Java refuses the conversion. */
    @ParameterizedTest
    @MethodSource("primitives")
    void faultE8PrimitivesAreConvertedAsJavacDoes(String method, Object given, Object expected) {
        ActorProxy proxy = start(Primitives::new).proxy();
        if (expected != null) {
            assertEquals(expected, proxy.call(method, given).get(LONG));
        } else {
            assertThrows(ActorMemberException.class, () -> proxy.call(method, given));
        }
    }

    public interface PrimitivesProxy {
        Future<Boolean> aBoolean(Boolean value);

        Future<Byte> aByte(byte value);

        Future<Number> aShort(Byte value);

        Future<Character> aChar(char value);

        Future<Integer> anInt(char value);

        Future<Long> aLong(Integer value);

        Future<Float> aFloat(long value);

        Future<Double> aDouble(float value);

        Future<Void> nothing();
    }

    @Test
    void faultE8TypedProxiesConvertPrimitivesToo() {
        PrimitivesProxy proxy = start(Primitives::new).proxy(PrimitivesProxy.class);
        assertEquals(true, proxy.aBoolean(true).get(LONG));
        assertEquals((byte) 1, proxy.aByte((byte) 1).get(LONG));
        assertEquals((short) 1, proxy.aShort((byte) 1).get(LONG));
        assertEquals('a', proxy.aChar('a').get(LONG));
        assertEquals(97, proxy.anInt('a').get(LONG));
        assertEquals(1L, proxy.aLong(1).get(LONG));
        assertEquals(1f, proxy.aFloat(1).get(LONG));
        assertEquals(1.0, proxy.aDouble(1f).get(LONG));
        assertNull(proxy.nothing().get(LONG));
    }

    public interface Narrowing {
        Future<Integer> anInt(long value);

        Future<Byte> aByte(int value);

        Future<Character> aChar(short value);

        Future<Integer> aLong(long value);

        Future<Boolean> nothing();
    }

    @Test
    void faultE8NarrowingIsRefused() {
        ActorRef<Primitives> ref = start(Primitives::new);
        String text = assertThrows(ActorMemberException.class, () -> ref.proxy(Narrowing.class)).getMessage();
        assertEquals(6, text.lines().count(), text);
        assertEquals(3, text.lines().filter(line -> line.contains("fits none of")).count(), text);
        assertTrue(text.contains("the actor gives a java.lang.Void, so it must return Future<Void>"), text);
    }
}
