package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pykka.cluster.ClusterException;

/** Records of modules, which may be closed to this library. */
class ModuleTest {
    private static final String RECORD = "com.acme.closed.Item";

    private final Wire wire = new Wire();
    @TempDir
    private Path temp;

    private Path compile(String directory, String descriptor) throws IOException {
        Path sources = Files.createDirectories(temp.resolve(directory + "-src/com/acme/closed"));
        Path record = Files.writeString(sources.resolve("Item.java"),
                "package com.acme.closed; public record Item(long id) implements java.io.Serializable {}");
        Path module = Files.writeString(temp.resolve(directory + "-src/module-info.java"), descriptor);
        Path classes = temp.resolve(directory);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(compiler.getTask(null, files, null, List.of("-proc:none", "-d", classes.toString()), null,
                    files.getJavaFileObjects(record, module)).call());
        }
        return classes;
    }

    private Class<?> inModule(String directory, String descriptor) throws Exception {
        ModuleFinder finder = ModuleFinder.of(compile(directory, descriptor));
        Configuration configuration = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("closed"));
        return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(ModuleLayer.boot()), getClass().getClassLoader())
                .layer().findLoader("closed").loadClass(RECORD);
    }

    private Object make(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor(long.class).newInstance(5L);
    }

    @Test
    void aRecordOfAClosedModuleGoesByJavaSerialization() throws Exception {
        // exported to make one here; but the fields are not open
        Class<?> type = inModule("closed", "module closed { exports com.acme.closed; }");

        byte[] bytes = wire.write(make(type));

        assertEquals(2, bytes[0]);
        assertEquals("Item[id=5]", String.valueOf(wire.read(bytes, type.getClassLoader())));
    }

    @Test
    void aRecordOfAnOpenModuleIsCompact() throws Exception {
        Class<?> type = inModule("open", "module closed { exports com.acme.closed; opens com.acme.closed; }");

        byte[] bytes = wire.write(make(type));

        assertEquals(1, bytes[0]);
        assertEquals("Item[id=5]", String.valueOf(wire.read(bytes, type.getClassLoader())));
    }

    @Test
    void aCompactRecordThatComesToAClosedModuleIsRefusedWithTheRemedy() throws Exception {
        Class<?> closed = inModule("closed", "module closed { exports com.acme.closed; }");
        URL[] path = {temp.resolve("closed").toUri().toURL()};
        byte[] bytes;
        try (URLClassLoader loader = new URLClassLoader(path)) {
            bytes = wire.write(make(loader.loadClass(RECORD)));
        }

        assertEquals("The record com.acme.closed.Item cannot be read: let its module open com.acme.closed to pykka.cluster",
                assertThrows(ClusterException.class, () -> wire.read(bytes, closed.getClassLoader())).getMessage());
    }
}
