package pykka.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options of the form {@code --name=value}.
 *
 * @param given what was given
 */
record Arguments(Map<String, String> given) {
    private static final Set<String> NAMES = Set.of("shapes", "contenders", "forks", "seconds", "warmup", "best", "jvm", "file");

    static Arguments of(String... args) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String arg : args) {
            int end = arg.indexOf('=');
            if (!arg.startsWith("--") || end < 0 || !NAMES.contains(arg.substring(2, end))) {
                throw new IllegalArgumentException(arg + " is none of --name=value with a name of " + NAMES);
            }
            given.put(arg.substring(2, end), arg.substring(end + 1));
        }
        return new Arguments(given);
    }

    String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    List<String> list(String name, List<String> otherwise) {
        return given.containsKey(name) ? List.of(given.get(name).split(",")) : otherwise;
    }

    int number(String name, int otherwise) {
        return given.containsKey(name) ? Integer.parseInt(given.get(name)) : otherwise;
    }

    double decimal(String name, double otherwise) {
        return given.containsKey(name) ? Double.parseDouble(given.get(name)) : otherwise;
    }

    /** The words of one option. */
    List<String> words(String name) {
        return given.containsKey(name) ? List.of(given.get(name).trim().split("\\s+")) : List.of();
    }

    @Override
    public String toString() {
        return given.isEmpty() ? "no options"
                : given.entrySet().stream().map(option -> "--" + option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining(" "));
    }
}
