package pykka.cluster.internal.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.StringJoiner;
import pykka.cluster.ClusterException;
import pykka.cluster.internal.text.ForeignText;

/**
 * The components of a record class and how to reach them. The cache is kept with the record class and holds types of the JDK
 * alone: that class may outlive this library.
 */
final class RecordShape {
    private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
    private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    /** The constructor, the fields, the types of the components, the hash code and the text of the shape; or a text: why not. */
    private static final ClassValue<Object[]> KNOWN = new ClassValue<>() {
        @Override
        protected Object[] computeValue(Class<?> type) {
            return find(type);
        }
    };

    private final Object[] parts;

    private RecordShape(Object[] parts) {
        this.parts = parts;
    }

    /** Returns the shape of a record class, which may be one that is not {@link #reachable}. */
    static RecordShape of(Class<?> type) {
        return new RecordShape(KNOWN.get(type));
    }

    private static Object[] find(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        MethodHandle[] fields = new MethodHandle[components.length];
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            text.add(types[i].getTypeName() + " " + components[i].getName());
        }
        Integer hash = text.toString().hashCode();
        try {
            for (int i = 0; i < components.length; i++) {
                // the field, as Java serialization does: no code of the class runs while it is written
                Field field = type.getDeclaredField(components[i].getName());
                field.setAccessible(true);
                fields[i] = LOOKUP.unreflectGetter(field).asType(GETTER);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            MethodHandle maker = LOOKUP.unreflectConstructor(constructor).asSpreader(Object[].class, types.length).asType(MAKER);
            return new Object[] {maker, fields, types, hash, text.toString()};
        } catch (InaccessibleObjectException e) {
            return new Object[] {null, fields, types, hash, text.toString()};
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(ForeignText.of(e)); // a record has them all
        }
    }

    /** Returns whether this library may use the constructor: its package may not be open. */
    boolean reachable() {
        return parts[0] != null;
    }

    Class<?>[] types() {
        return (Class<?>[]) parts[2];
    }

    /** Of the names and types of the components: tells versions of a record apart. */
    int hash() {
        return (Integer) parts[3];
    }

    String text() {
        return (String) parts[4];
    }

    Object component(Object record, int index) {
        try {
            return (Object) ((MethodHandle[]) parts[1])[index].invokeExact(record);
        } catch (Throwable e) {
            throw new IllegalStateException(ForeignText.of(e)); // a field is read
        }
    }

    Object make(Class<?> type, Object[] components) {
        try {
            return (Object) ((MethodHandle) parts[0]).invokeExact(components);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new ClusterException("The record " + type.getName() + " refuses its components: " + ForeignText.of(e),
                    ForeignText.copy(e));
        }
    }
}
