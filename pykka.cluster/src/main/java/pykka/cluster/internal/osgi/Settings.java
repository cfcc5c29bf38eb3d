package pykka.cluster.internal.osgi;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterOptions;
import pykka.cluster.ClusterTls;

/** What a configuration says, as texts by their keys. */
final class Settings {
    static final String RIGHT = "name (of the cluster, without which nothing is joined), host, port (0 to 65535), members"
            + " (host:port, separated by commas), nodeName, detection and askLimit (a number with ms, s or m; detection at least 1s),"
            + " maxQueued and maxMessage (bytes, at least 1 and 64), allow (packages with a dot at the end, or classes, separated by"
            + " commas), keyStore (a PKCS12 file) with keyStorePassword, insecure (true or false), configuration (a URL)";

    private static final Set<String> KEYS = Set.of("name", "host", "port", "members", "nodeName", "detection", "askLimit",
            "maxQueued", "maxMessage", "allow", "keyStore", "keyStorePassword", "insecure", "configuration");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final Map<String, String> texts = new TreeMap<>();

    private Settings() {}

    /** Keys with a dot are those of Configuration Admin, and of what has read the file. */
    static Settings of(@Nullable Dictionary<String, ?> properties) {
        Settings settings = new Settings();
        if (properties != null) {
            for (String key : Collections.list(properties.keys())) {
                String text = text(properties.get(key)).strip();
                if (!key.contains(".") && !text.isEmpty()) {
                    settings.texts.put(key, text);
                }
            }
        }
        return settings;
    }

    private static String text(Object value) {
        Collection<?> all = value instanceof Object[] array ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : List.of(value);
        return all.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /**
     * Returns options for these settings.
     *
     * @throws IllegalArgumentException that names all that is wrong
     */
    ClusterOptions options() {
        List<String> wrong = new ArrayList<>();
        texts.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(key -> wrong.add("there is no key " + clean(key)));
        String name = texts.get("name");
        if (name == null) {
            wrong.add("there is no name");
        }
        if (texts.containsKey("keyStore") != texts.containsKey("keyStorePassword")) {
            wrong.add("keyStore and keyStorePassword need each other");
        }
        Options options = new Options(ClusterOptions.named(name == null ? "none" : name), wrong);
        options.set("port", port -> options.made.bind(options.made.address().getHostAddress(), Integer.parseInt(port)));
        options.set("host", host -> options.made.bind(host, options.made.port()));
        options.set("members", members -> options.made.members(list(members)));
        options.set("nodeName", node -> options.made.nodeName(node));
        options.set("detection", text -> options.made.detection(duration(text)));
        options.set("askLimit", text -> options.made.askLimit(duration(text)));
        options.set("maxQueued", bytes -> options.made.maxQueued(Long.parseLong(bytes)));
        options.set("maxMessage", bytes -> options.made.maxMessage(Integer.parseInt(bytes)));
        options.set("allow", names -> options.made.allow(list(names)));
        options.set("keyStore", file -> options.made.tls(ClusterTls.of(Path.of(file),
                texts.getOrDefault("keyStorePassword", "").toCharArray())));
        options.set("insecure", text -> isTrue(text) ? options.made.insecure() : options.made);
        options.set("configuration", url -> options.made.configuration(url(url)));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", wrong));
        }
        return options.made;
    }

    /** Options in the making, and what was wrong. */
    private final class Options {
        private ClusterOptions made;
        private final List<String> wrong;

        Options(ClusterOptions made, List<String> wrong) {
            this.made = made;
            this.wrong = wrong;
        }

        void set(String key, Function<String, ClusterOptions> change) {
            String text = texts.get(key);
            if (text == null) {
                return;
            }
            try {
                made = change.apply(text);
            } catch (IllegalArgumentException e) {
                wrong.add(key + " = " + clean(text) + " (" + clean(String.valueOf(e.getMessage())) + ")");
            }
        }
    }

    private static String[] list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toArray(String[]::new);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no duration");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL", e);
        }
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings settings && texts.equals(settings.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }
}
