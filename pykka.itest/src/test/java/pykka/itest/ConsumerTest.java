package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A release is used as others would use it: from its folder alone. With the profile release-check only. */
@EnabledIfSystemProperty(named = "pykka.release.check", matches = "true")
class ConsumerTest {
    @TempDir
    Path directory;

    /** The example of README.md, whose results are printed. */
    private static String example() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        int begin = lines.indexOf("```java") + 1;
        List<String> block = lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("```"));
        int statements = block.indexOf("}") + 1; // after the class
        List<String> main = block.subList(statements, block.size()).stream()
                .map(line -> line.startsWith("count.get()") ? "System.out.println(answer + \" \" + count.get());" : line)
                .toList();
        return "package example;\n" + String.join("\n", block.subList(0, statements))
                + "\npublic final class Main { public static void main(String[] args) {\n" + String.join("\n", main) + "\n} }\n";
    }

    /** What Maven reads: ours come from the release alone, what others have published from what this build has of it. */
    private Path settings(Release release) throws IOException {
        String others = Path.of(System.getProperty("pykka.maven.repository")).toUri().toString();
        return Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <localRepository>%s</localRepository>
                  <profiles>
                    <profile>
                      <id>folders</id>
                      <repositories>
                        <repository>
                          <id>release</id>
                          <url>%s</url>
                          <releases><checksumPolicy>fail</checksumPolicy></releases>
                        </repository>
                        <repository>
                          <id>central</id>
                          <url>%s</url>
                          <releases><checksumPolicy>ignore</checksumPolicy></releases>
                        </repository>
                      </repositories>
                      <pluginRepositories>
                        <pluginRepository>
                          <id>central</id>
                          <url>%3$s</url>
                          <releases><checksumPolicy>ignore</checksumPolicy></releases>
                        </pluginRepository>
                      </pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>folders</activeProfile></activeProfiles>
                </settings>
                """.formatted(directory.resolve("cache"), release.repository.toUri(), others));
    }

    @Test
    void mavenProjectWithADescriptorAndTheBomRunsTheExampleOfTheReadme() throws Exception {
        Release release = Release.first();
        Path project = Files.createDirectory(directory.resolve("project"));
        Path sources = Files.createDirectories(project.resolve("src/main/java/example"));
        Files.writeString(sources.resolve("Main.java"), example());
        Files.writeString(sources.resolveSibling("module-info.java"), "module example { requires pykka.api; }\n");
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>example</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencyManagement>
                    <dependencies>
                      <dependency>
                        <groupId>%1$s</groupId><artifactId>pykka.bom</artifactId><version>%2$s</version>
                        <type>pom</type><scope>import</scope>
                      </dependency>
                    </dependencies>
                  </dependencyManagement>
                  <dependencies>
                    <dependency><groupId>%1$s</groupId><artifactId>pykka.api</artifactId></dependency>
                    <dependency>
                      <groupId>%1$s</groupId><artifactId>pykka.pooled</artifactId><scope>runtime</scope>
                    </dependency>
                  </dependencies>
                </project>
                """.formatted(Release.group(), Release.VERSION));
        String compiler = "org.apache.maven.plugins:maven-compiler-plugin:3.16.0:compile";
        String copier = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
        Release.run(project, Map.of(), List.of(System.getProperty("pykka.maven"), "-B", "-s", settings(release).toString(),
                compiler, copier, "-DoutputDirectory=target/lib"));

        for (String artifact : List.of("pykka.api", "pykka.pooled")) {
            Path copy = project.resolve("target/lib").resolve(artifact + "-" + Release.VERSION + ".jar");
            assertEquals(-1, Files.mismatch(release.file(artifact, ".jar"), copy), artifact);
        }
        List<Path> modules = List.of(project.resolve("target/classes"), project.resolve("target/lib"));
        List<String> said = Jvm.onModulePath(modules, List.of(), "example/example.Main");
        assertEquals("Hi there! 2", said.get(0));
    }

    /** A block of the page with a whole project. */
    private static String starter(String begin) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "starter.md"));
        return page.split(Pattern.quote(begin + "\n"))[1].split("```")[0];
    }

    static boolean thereIsGradle() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gradle")));
    }

    @Test
    @EnabledIf("thereIsGradle")
    @EnabledForJreRange(max = JRE.JAVA_17) // Debian's runs on no newer one
    void gradleProjectRunsTheProgramOfTheStarter() throws Exception {
        Release release = Release.first();
        Path project = Files.createDirectory(directory.resolve("gradle"));
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(sources.resolve("Hello.java"), starter("## src/main/java/Hello.java\n\n```java"));
        String others = Path.of(System.getProperty("pykka.maven.repository")).toUri().toString();
        Files.writeString(project.resolve("build.gradle"), "apply plugin: 'application'\nmainClassName = 'Hello'\n"
                + starter("```groovy").replace("1.0.0-SNAPSHOT", Release.VERSION)
                        .replace("slf4j-simple", "slf4j-jdk14") // which this build has
                        .replace("mavenLocal()", "maven { url '" + release.repository.toUri() + "' }")
                        .replace("mavenCentral()", "maven { url '" + others + "' }"));
        String said = Release.run(project, Map.of(), List.of("gradle", "--no-daemon", "--offline", "-q",
                "-g", directory.resolve("gradle-home").toString(), "run"));
        assertTrue(said.lines().toList().contains("Hello, Anna!"), said);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23) // Karaf 4.4 needs the Security Manager
    void karafInstallsTheFeatureFromTheFolder() throws Exception {
        Release release = Release.first();
        try (Karaf karaf = new Karaf(Files.createDirectory(directory.resolve("karaf")), directory.resolve("cache"))) {
            String others = Path.of(System.getProperty("pykka.maven.repository")).toUri().toString();
            karaf.set("org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories=" + release.repository.toUri()
                    + "@id=release," + others + "@id=others");
            karaf.start();
            String name = "mvn:" + Release.group() + "/pykka.karaf/" + Release.VERSION + "/xml/features";
            assertEquals(List.of("Adding feature url " + name), karaf.type("karaf", "feature:repo-add " + name));
            assertEquals(List.of(), karaf.type("karaf", "feature:install pykka"));
            List<String> said = karaf.type("karaf", "pykka:actors");
            assertEquals("No actors", said.get(said.size() - 1), said::toString);
        }
    }

    /** By the director of p2, with the plug-ins that it consists of as the repository of all else. */
    @Test
    void p2InstallsTheFeatureFromTheZip() throws Exception {
        Release release = Release.first();
        Path equinox = release.sources.resolve("pykka.p2/target/p2");
        Path eclipse = directory.resolve("eclipse");
        String site = "jar:" + release.file("pykka.p2", ".zip").toUri() + "!/";
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dosgi.framework=" + plugins(equinox, "org.eclipse.osgi_").get(0).toUri(),
                "-Dosgi.bundles=" + plugins(equinox, "").stream()
                        .filter(plugin -> !plugin.toString().matches(".*/org\\.eclipse\\.(osgi|equinox\\.launcher)_.*"))
                        .map(ConsumerTest::started).collect(Collectors.joining(",")),
                "-jar", plugins(equinox, "org.eclipse.equinox.launcher_").get(0).toString(), "-nosplash", "-consoleLog",
                "-configuration", directory.resolve("configuration").toString(), "-data", directory.resolve("data").toString(),
                "-application", "org.eclipse.equinox.p2.director", "-repository", site + "," + equinox.toUri(),
                "-destination", eclipse.toString(), "-profile", "test",
                "-profileProperties", "org.eclipse.update.install.features=true"));
        List<String> install = new ArrayList<>(command);
        install.addAll(List.of("-installIU", "pykka.feature.group"));
        Release.run(directory, Map.of(), install);
        for (String artifact : List.of("pykka.api", "pykka.threading", "pykka.pooled", "pykka.debug")) {
            Path plugin = eclipse.resolve("plugins").resolve(artifact + "_" + Release.VERSION + ".jar");
            assertEquals(-1, Files.mismatch(release.file(artifact, ".jar"), plugin), artifact);
        }
        command.addAll(List.of("-listInstalledRoots"));
        String said = Release.run(directory, Map.of(), command);
        assertTrue(said.contains("pykka.feature.group/" + Release.VERSION), said);
    }

    private static List<Path> plugins(Path equinox, String start) throws IOException {
        try (Stream<Path> plugins = Files.list(equinox.resolve("plugins"))) {
            return plugins.filter(plugin -> plugin.getFileName().toString().startsWith(start)).sorted().toList();
        }
    }

    /** As in publish.xml of pykka.p2. */
    private static String started(Path plugin) {
        String name = plugin.getFileName().toString().replaceFirst("_.*", "");
        String level = switch (name) {
            case "org.apache.felix.scr" -> "1:start";
            case "org.eclipse.equinox.common" -> "2:start";
            case "org.eclipse.core.runtime" -> "4:start";
            default -> "4";
        };
        return "reference:" + plugin.toUri() + "@" + level;
    }
}
