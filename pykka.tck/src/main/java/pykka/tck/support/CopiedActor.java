package pykka.tck.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import pykka.api.Actor;

/** An actor whose class is copied at run time: with another name here, or in another loader by {@link CopyLoader}. */
public class CopiedActor extends Actor {
    /** Makes an actor of a new class, whose name may be one that no compiler gives, but the JVM allows. */
    public static Actor called(String name) throws ReflectiveOperationException, IOException {
        byte[] renamed;
        try (InputStream in = CopiedActor.class.getResourceAsStream("CopiedActor.class")) {
            renamed = rename(in.readAllBytes(), CopiedActor.class.getName().replace('.', '/'), name);
        }
        Class<?> type = MethodHandles.lookup().defineHiddenClass(renamed, true).lookupClass();
        return (Actor) type.getDeclaredConstructor().newInstance();
    }

    /** Copies a class file up to the end of its constant pool entry by entry, the rest as it is. */
    private static byte[] rename(byte[] classFile, String own, String name) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(in.readNBytes(8));
        int entries = in.readUnsignedShort();
        out.writeShort(entries);
        for (int i = 1; i < entries; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 -> {
                    String text = in.readUTF();
                    out.writeUTF(text.equals(own) ? own.substring(0, own.lastIndexOf('/') + 1) + name : text);
                }
                case 5, 6 -> {
                    out.write(in.readNBytes(8));
                    i++; // takes two places
                }
                case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
                case 15 -> out.write(in.readNBytes(3));
                default -> out.write(in.readNBytes(4));
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }
}
