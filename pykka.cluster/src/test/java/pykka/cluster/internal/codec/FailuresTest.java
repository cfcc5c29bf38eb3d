package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop.Broken;
import com.acme.shop.Shop.Color;
import com.acme.shop.Shop.Line;
import com.acme.shop.Shop.SoldOut;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.cluster.ClusterCodec;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;

/** What an actor throws, at its asker. */
class FailuresTest {
    private final Wire wire = new Wire();
    private final Failures failures = new Failures(wire.codec);

    private byte[] write(Throwable failure) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        failures.write(failure, new DataOutputStream(bytes), wire);
        return bytes.toByteArray();
    }

    private Throwable read(byte[] bytes, ClassLoader loader) throws IOException {
        return failures.read(new DataInputStream(new ByteArrayInputStream(bytes)), loader, wire);
    }

    private Throwable send(Throwable failure) throws IOException {
        return read(write(failure), getClass().getClassLoader());
    }

    @Test
    void exceptionsOfTheListArriveWithAllTheyHold() throws Exception {
        SoldOut sent = new SoldOut("no tea", new Line("tea", BigDecimal.ONE, Color.RED), new TimeoutException("late"));
        sent.addSuppressed(new NoSuchElementException("shelf"));
        SoldOut come = assertInstanceOf(SoldOut.class, send(sent));
        assertEquals("no tea", come.getMessage());
        assertEquals(sent.line(), come.line());
        assertEquals("java.util.concurrent.TimeoutException: late", come.getCause().toString());
        assertEquals("java.util.NoSuchElementException: shelf", come.getSuppressed()[0].toString());
        assertEquals(sent.getStackTrace()[0], come.getStackTrace()[0]);
        assertInstanceOf(ActorDeadException.class, send(new ActorDeadException("gone", sent)));
    }

    @Test
    void exceptionsOutsideTheListArriveAsTextWithTheirTrace() throws Exception {
        Throwable come = send(new org.opentest4j.AssertionFailedError("wrong"));
        assertEquals(ClusterException.class, come.getClass());
        assertEquals("org.opentest4j.AssertionFailedError: wrong", come.getMessage());
        assertTrue(come.getCause().getMessage().startsWith("on another node: org.opentest4j.AssertionFailedError: wrong\n\tat "
                + FailuresTest.class.getName()), come.getCause().getMessage());
    }

    @Test
    void causesOutsideTheListArriveAsText() throws Exception {
        SoldOut come = assertInstanceOf(SoldOut.class, send(new SoldOut("x", null, new org.opentest4j.AssertionFailedError("wrong"))));
        assertEquals("pykka.cluster.ClusterException: org.opentest4j.AssertionFailedError: wrong", come.getCause().toString());
    }

    @Test
    void exceptionsThatCannotBeWrittenArriveAsText() throws Exception {
        assertEquals("com.acme.shop.Shop$Broken: no way", send(new Broken("no way")).getMessage());
    }

    @Test
    void exceptionsThatTheReaderLacksArriveAsTextThatSaysWhy() throws Exception {
        Throwable come = read(write(new SoldOut("no tea", null, null)), ClassLoader.getPlatformClassLoader());
        assertEquals(ClusterException.class, come.getClass());
        assertEquals("com.acme.shop.Shop$SoldOut: no tea", come.getMessage());
        assertTrue(come.getCause().getMessage().contains("It could not be read: pykka.cluster.ClusterException: "
                + "com.acme.shop.Shop$SoldOut is not known to the node that was to read it"), come.getCause().getMessage());
    }

    @Test
    void errorsOfTheOtherJvmAreNoneOfThisOne() throws Exception {
        assertEquals("java.lang.OutOfMemoryError: heap", assertInstanceOf(ClusterException.class,
                send(new OutOfMemoryError("heap"))).getMessage());
        assertInstanceOf(ClusterException.class, send(new StackOverflowError()));
    }

    @Test
    void anExceptionWhoseTextFailsArrives() throws Exception {
        Throwable come = send(new RuntimeException("x") {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        });
        assertTrue(come.getMessage().startsWith(FailuresTest.class.getName()));
    }

    @Test
    void aHugeExceptionArrivesAsText() throws Exception {
        byte[] bytes = write(new IllegalStateException("x".repeat(200_000)));
        assertTrue(bytes.length < 20_000);
        assertEquals(1_000, assertInstanceOf(ClusterException.class, read(bytes, getClass().getClassLoader())).getMessage().length());
    }

    @Test
    void controlCharactersDoNotArrive() throws Exception {
        assertEquals("com.acme.shop.Shop$Broken: a?[31mb?c", send(new Broken("a\u001b[31mb\nc")).getMessage());
    }

    @Test
    void damagedFailuresGiveAThrowableOrAnIOException() throws Exception {
        SoldOut failure = new SoldOut("no tea", null, new TimeoutException("late"));
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", 1)});
        failure.getCause().setStackTrace(failure.getStackTrace());
        byte[] right = write(failure);
        for (int at = 0; at < right.length; at++) {
            for (int value = 0; value < 256; value += 51) {
                byte[] bytes = right.clone();
                bytes[at] = (byte) value;
                try {
                    assertNotNull(read(bytes, getClass().getClassLoader()));
                } catch (IOException | ClusterException e) {
                    // as it should be
                }
            }
        }
    }

    @Test
    void aCodecOfTheUserCarriesFailuresAndTheTextServesWhereItFails() throws Exception {
        Failures own = new Failures(new ClusterCodec() {
            @Override
            public void write(Object value, DataOutput out, ClusterRefs refs) throws IOException {
                if (!(value instanceof IllegalStateException e)) {
                    throw new IOException("only those");
                }
                out.writeUTF(e.getMessage());
            }

            @Override
            public Object read(DataInput in, ClassLoader loader, ClusterRefs refs) throws IOException {
                return new IllegalStateException(in.readUTF());
            }
        });
        for (Throwable failure : new Throwable[] {new IllegalStateException("a"), new NoSuchElementException("b")}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            own.write(failure, new DataOutputStream(bytes), wire);
            Throwable come = own.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), null, wire);
            assertEquals(failure instanceof IllegalStateException ? "java.lang.IllegalStateException: a"
                    : "pykka.cluster.ClusterException: java.util.NoSuchElementException: b", come.toString());
        }
        assertThrows(IOException.class, () -> own.read(new DataInputStream(new ByteArrayInputStream(new byte[0])), null, wire));
    }
}
