package pykka.itest;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What others can use of a module: a line for each public or protected element of its exported packages. */
final class Signatures {
    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;
    /** What a caller or a subclass can tell. */
    private static final int TELLING = VISIBLE | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL | Modifier.INTERFACE;

    private Signatures() {}

    /** Those of a jar, whose classes the loader knows. */
    static SortedSet<String> of(Path jar, ClassLoader loader) throws IOException, ClassNotFoundException {
        ModuleDescriptor module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        Set<String> exported = module.exports().stream().filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        SortedSet<String> lines = new TreeSet<>();
        for (String name : names(jar)) {
            if (name.contains(".") && exported.contains(name.substring(0, name.lastIndexOf('.')))) {
                Class<?> type = Class.forName(name, false, loader);
                if (isVisible(type)) {
                    add(type, lines);
                }
            }
        }
        return lines;
    }

    private static List<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).toList();
        }
    }

    private static boolean isVisible(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if ((outer.getModifiers() & VISIBLE) == 0 || outer.isAnonymousClass() || outer.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    private static void add(Class<?> type, Set<String> lines) {
        String supers = Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName).collect(Collectors.joining(", "));
        String kind = Modifier.toString(type.getModifiers() & TELLING) + (type.isSealed() ? " sealed" : "");
        lines.add(type.getName() + " " + variables(type) + "is " + kind + (supers.isEmpty() ? "" : " : " + supers));
        for (Class<?> holder = type; holder != null && (holder == type || !isVisible(holder)); holder = holder.getSuperclass()) {
            for (Member member : members(holder, holder == type)) {
                if ((member.getModifiers() & VISIBLE) != 0 && !member.isSynthetic()) {
                    lines.add(type.getName() + " has " + text(member).replace(holder.getName() + ".", ""));
                }
            }
        }
    }

    /** Constructors are not inherited. */
    private static List<Member> members(Class<?> type, boolean withConstructors) {
        List<Member> members = new ArrayList<>(List.of(type.getDeclaredFields()));
        members.addAll(List.of(type.getDeclaredMethods()));
        if (withConstructors) {
            members.addAll(List.of(type.getDeclaredConstructors()));
        }
        return members;
    }

    private static String text(Member member) {
        if (member instanceof Field field) {
            String type = field.getGenericType().getTypeName();
            return Modifier.toString(field.getModifiers() & TELLING) + " " + type + " " + field.getName();
        }
        Executable executable = (Executable) member;
        String result = member instanceof Method method ? method.getGenericReturnType().getTypeName() + " " : "";
        String name = executable instanceof Constructor ? "new" : executable.getName();
        String kind = member instanceof Method method && method.isDefault() ? " default" : "";
        return Modifier.toString(executable.getModifiers() & TELLING) + kind + " " + variables(executable) + result + name
                + list(executable.getGenericParameterTypes(), "(", ")") + (executable.isVarArgs() ? " varargs" : "")
                + (executable.getExceptionTypes().length == 0 ? ""
                        : list(executable.getGenericExceptionTypes(), " throws ", ""));
    }

    private static String variables(GenericDeclaration declaration) {
        String variables = Arrays.stream(declaration.getTypeParameters()).map(Signatures::bounded)
                .collect(Collectors.joining(", "));
        return variables.isEmpty() ? "" : "<" + variables + "> ";
    }

    private static String bounded(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getBounds()).map(Type::getTypeName).collect(Collectors.joining(" & "));
        return variable + (bounds.equals("java.lang.Object") ? "" : " extends " + bounds);
    }

    private static String list(Type[] types, String before, String after) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", ", before, after));
    }
}
