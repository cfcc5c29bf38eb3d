package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop.Held;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.cluster.ClusterException;

/** Two nodes with two versions of a class: the asker is told, and nothing is read into the wrong place. */
class SkewTest {
    private static final String RECORD = "package com.acme.skew; public record Item%s implements java.io.Serializable {}";

    private final Wire wire = new Wire();
    @TempDir
    private Path temp;
    private int versions;

    /** Compiles one class of a user into a loader of its own. */
    private URLClassLoader version(String name, String source) throws IOException {
        Path classes = Files.createDirectory(temp.resolve("v" + versions++));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///com/acme/skew/" + name + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        boolean done = compiler.getTask(null, null, null, List.of("-proc:none", "-d", classes.toString()), null, List.of(file)).call();
        assertTrue(done);
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, SkewTest.class.getClassLoader());
    }

    private String skew(Object written, ClassLoader reader) {
        byte[] bytes = wire.write(written);
        return assertThrows(ClusterException.class, () -> wire.read(bytes, reader)).getMessage();
    }

    private static Object item(ClassLoader loader, Object... components) throws ReflectiveOperationException {
        return loader.loadClass("com.acme.skew.Item").getConstructors()[0].newInstance(components);
    }

    @Test
    void aRecordWithOtherComponentsIsRefusedWithThoseOfTheReader() throws Exception {
        try (URLClassLoader old = version("Item", RECORD.formatted("(long id, String name)"));
                URLClassLoader more = version("Item", RECORD.formatted("(long id, String name, int count)"));
                URLClassLoader renamed = version("Item", RECORD.formatted("(long id, String title)"));
                URLClassLoader retyped = version("Item", RECORD.formatted("(int id, String name)"));
                URLClassLoader swapped = version("Item", RECORD.formatted("(String name, long id)"))) {
            Object item = item(old, 1L, "tea");
            String start = "The record com.acme.skew.Item has other components where it was written than ";
            String end = " where it is read: both nodes need the same version of it";
            assertEquals(start + "(long id, java.lang.String name, int count)" + end, skew(item, more));
            assertEquals(start + "(long id, java.lang.String title)" + end, skew(item, renamed));
            assertEquals(start + "(int id, java.lang.String name)" + end, skew(item, retyped));
            assertEquals(start + "(java.lang.String name, long id)" + end, skew(List.of(Map.of("k", item)), swapped));
            assertEquals(start + "(long id, java.lang.String name)" + end, skew(item(more, 1L, "tea", 2), old));
        }
    }

    @Test
    void aSerializedRecordWithOtherComponentsIsRefusedWithBoth() throws Exception {
        try (URLClassLoader old = version("Item", RECORD.formatted("(long id, String name)"));
                URLClassLoader more = version("Item", RECORD.formatted("(long id, String name, int count)"))) {
            assertEquals("The record com.acme.skew.Item has other components where it was written, (id J, name Ljava/lang/String;),"
                    + " than (long id, java.lang.String name, int count) where it is read: both nodes need the same version of it",
                    skew(new Held(item(old, 1L, "tea")), more));
            assertTrue(skew(new Held(item(more, 1L, "tea", 3)), old).startsWith("The record com.acme.skew.Item has other components"));
        }
    }

    @Test
    void theSameRecordOfAnotherLoaderIsReadByTheReadersLoader() throws Exception {
        String source = RECORD.formatted("(long id, String name)");
        try (URLClassLoader one = version("Item", source); URLClassLoader other = version("Item", source)) {
            for (boolean held : new boolean[] {false, true}) {
                Object item = item(one, 1L, "tea");
                Object come = wire.read(wire.write(held ? new Held(item) : item), other);
                Object read = held ? ((Held) come).value() : come;
                assertEquals(other, read.getClass().getClassLoader());
                assertEquals(item.toString(), read.toString());
            }
        }
    }

    @Test
    void aConstantThatTheReadersEnumLacksIsNamed() throws Exception {
        String source = "package com.acme.skew; public enum Item { %s }";
        try (URLClassLoader old = version("Item", source.formatted("A, B")); URLClassLoader more = version("Item",
                source.formatted("C, B, A"))) {
            Object[] constants = more.loadClass("com.acme.skew.Item").getEnumConstants();
            assertEquals("The enum com.acme.skew.Item has no C where it is read: both nodes need the same version of it",
                    skew(constants[0], old));
            assertTrue(skew(new Held(constants[0]), old).contains("enum constant C does not exist in class com.acme.skew.Item"));
            assertEquals("A", String.valueOf(wire.read(wire.write(constants[2]), old)));
            assertEquals("B", ((Held) wire.read(wire.write(new Held(constants[1])), old)).value().toString());
        }
    }

    @Test
    void aRecordThatHasBecomeAClassOrAnEnumIsRefused() throws Exception {
        try (URLClassLoader record = version("Item", RECORD.formatted("(long id)"));
                URLClassLoader type = version("Item", "package com.acme.skew; public class Item implements java.io.Serializable {"
                        + " public Item() {} }");
                URLClassLoader constants = version("Item", "package com.acme.skew; public enum Item { A }")) {
            String text = "com.acme.skew.Item is a record on one node and none on the other: both need the same version";
            assertEquals(text, skew(item(record, 1L), type));
            assertEquals(text, skew(item(record, 1L), constants));
            assertEquals("com.acme.skew.Item is not an enum where it is read: both nodes need the same version of it",
                    skew(constants.loadClass("com.acme.skew.Item").getEnumConstants()[0], type));
            assertTrue(skew(new Held(item(record, 1L)), type).startsWith("The message cannot be read: "));
        }
    }

    @Test
    void aClassWithAnotherSerialVersionIsRefused() throws Exception {
        String source = "package com.acme.skew; public class Item implements java.io.Serializable { private static final long"
                + " serialVersionUID = %d; public Item() {} }";
        try (URLClassLoader one = version("Item", source.formatted(1)); URLClassLoader two = version("Item", source.formatted(2))) {
            assertTrue(skew(item(one), two).contains("local class incompatible"));
        }
    }
}
